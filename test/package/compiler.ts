/** The TypeScript compiler over files that use the built package, as an application has them. */
import ts from 'typescript'

/** The package finds itself by its own name, through what package.json exports. */
export const APPLICATION: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  skipLibCheck: true,
  types: [],
}

/** What the compiler says of a program, by line. */
export const faultsIn = (program: ts.Program): { readonly line: number; readonly text: string }[] =>
  ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => ({
    line: (file?.getLineAndCharacterOfPosition(start).line ?? -1) + 1,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
