/** The version of the package, written in by the build. */
declare const __HUB_VERSION__: string | undefined

export const VERSION: string = typeof __HUB_VERSION__ === 'string' ? __HUB_VERSION__ : '0.0.0'
