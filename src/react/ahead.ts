/**
 * Code that is not needed to draw: fetched ahead, after the first drawing, so that it is there when it is needed.
 */

/** A module that is on its way, or there. */
export interface Ahead<Module> {
  /** The module once it is there. */
  readonly now: () => Module | undefined
  /** Gives it, loading it once. After a failure the next call tries again. */
  readonly load: () => Promise<Module>
}

/** Runs `load` once and keeps its promise, unless it fails. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    }))
}

/** Keeps a module that is loaded when it is first needed. */
export function ahead<Module>(load: () => Promise<Module>): Ahead<Module> {
  let loaded: Module | undefined
  return { now: () => loaded, load: once(async () => (loaded = await load())) }
}

/** What Connect does with what was typed. */
export const press = /* @__PURE__ */ ahead(() => import('./press/press.ts'))

/** The same, and what is drawn from then on. */
export const afterPress = /* @__PURE__ */ ahead(() => import('./press/afterPress.ts'))

/** The list of accounts, under its title. */
export const accountList = /* @__PURE__ */ ahead(() => import('./views/AccountList.tsx'))

/** The fetch. A host's own link function never loads it. */
export const httpLink = /* @__PURE__ */ ahead(() => import('../http/createHttpLink.ts'))

/** Begins to load, and gives the module to `use`. What fails here is tried again when it is needed, and told there. */
export const loadAhead = <Module>(
  { load }: Pick<Ahead<Module>, 'load'>,
  use?: (module: Module) => void,
): void => void load().then(use, () => undefined)
