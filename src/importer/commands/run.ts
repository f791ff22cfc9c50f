/**
 * The command line tool without its process: words in, exit code out.
 */
import { readCommand, UsageError } from './arguments.ts'
import { runCatalogue } from './catalogueCommand.ts'
import { runCheck } from './checkCommand.ts'
import { runImport } from './importCommand.ts'
import { Output, type Streams } from './output.ts'

/** 0: all is well. 1: a file failed. 2: the command line is wrong. */
export async function run(argv: readonly string[], cwd: string, streams: Streams): Promise<number> {
  try {
    const command = readCommand(argv)
    switch (command.kind) {
      case 'print':
        streams.out.write(command.text)
        return 0
      case 'import':
        return await runImport(command, cwd, new Output(streams, command.manner))
      case 'check':
        return await runCheck(command, cwd, new Output(streams, command.manner))
      case 'catalogue':
        return await runCatalogue(command, cwd, new Output(streams, command.manner))
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    streams.err.write(`hub-link: ${error.message}\nhub-link --help says more.\n`)
    return 2
  }
}
