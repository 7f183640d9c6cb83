/** The command line. Each command is a file of its own; this one only reads the arguments. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readFileSync, writeSync } from 'node:fs';
import { rules, version } from '../core';
import { docsUrl, redactText } from '../core';
import { decodeText } from '../host/readText';
import { exitCodes } from './exitCodes';
import { drivers, type DriversOptions } from './drivers';
import { env, type EnvOptions } from './env';
import { explain, type ExplainOptions } from './explain';
import { runFixCommand, type FixOptions } from './fix';
import { inspect } from './inspect';
import { lint, type LintOptions } from './lint';
import { runMigrate, type MigrateOptions } from './migrate';
import { predict } from './predict';
import { serve } from '../lsp/serve';
import type { Streams } from './streams';
import { runTranslate, type TranslateOptions } from './translate';
import { test, type TestOptions } from './test';

/** Synchronous and complete: `process.exit` after a write to a pipe would cut it. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

const streams: Streams = { out: (text) => writeAll(1, text), err: (text) => writeAll(2, text) };

/** Standard input as text; UTF-16 as PowerShell writes it is read as well. */
function decodedInput(): string {
  const bytes = readFileSync(0);
  const input = decodeText(bytes);
  return input.kind === 'text' ? input.text : bytes.toString('utf8');
}

function program(): Command {
  const cli = new Command('mongodb-tls')
    .description('Finds MongoDB connections, says what their drivers will do about TLS, and repairs them.')
    .version(version)
    .showHelpAfterError('(mongodb-tls --help shows the commands)')
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride();

  cli
    .command('lint')
    .description(
      'find connections in files and folders, and judge them; exit 0 clean, 1 findings, 2 wrong use',
    )
    .argument('[paths...]', 'files and folders; the current folder when none is given')
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['pretty', 'json', 'sarif', 'github'])
        .default('pretty'),
    )
    .option('--stdin', 'read one text from standard input', false)
    .option('--stdin-filename <name>', 'the name that decides its language')
    .option('--fix', 'apply the safe fixes', false)
    .option('--no-config', 'do not read mongodb-tls.config.json')
    .addOption(
      new Option('--profile <profile>', 'which severities count').choices(['recommended', 'strict', 'quiet']),
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that makes the exit code 1')
        .choices(['error', 'warning', 'information', 'hint', 'never'])
        .default('warning'),
    )
    .option('--sites', 'also print every connection and what its driver will do (pretty format)', false)
    .option('--baseline <file>', 'report only findings that this file does not list')
    .option('--write-baseline <file>', 'list every finding in this file and report none')
    .option('--files', 'also open the certificate files that TLS options name, and judge them', false)
    .action(async (paths: string[], options: LintOptions) => {
      if (options.stdin && paths.length > 0) throw new InvalidArgumentError('--stdin takes no paths');
      if (options.stdinFilename !== undefined && !options.stdin)
        throw new InvalidArgumentError('--stdin-filename needs --stdin');
      process.exitCode = await lint(paths, options, streams);
    });

  cli
    .command('fix')
    .description(
      'list the fixes that are offered at a place, or apply one; exit 0 done, 1 none or not applied, 2 wrong use',
    )
    .argument('<place>', 'file:line or file:line:column')
    .option('--choose <number>', 'apply this one of the list')
    .option('--file <path>', 'the file that the fix asks for')
    .option('--name <name>', 'the SRV name that the fix asks for')
    .option('--yes', 'write the files that the fix asks about', false)
    .option('--dns <servers>', 'ask these DNS servers (address:port, comma separated) instead of the system')
    .option('--dry-run', 'print what would change in texts, and change nothing', false)
    .action(async (place: string, options: FixOptions) => {
      process.exitCode = await runFixCommand(place, options, streams);
    });

  cli
    .command('migrate')
    .description(
      'move files to the names of a newer version; exit 0 done, 1 something is left for a person, 2 wrong use',
    )
    .argument('[id]', 'which migration; without it they are listed')
    .argument('[paths...]', 'files and folders; the current folder when none is given')
    .option('--dry-run', 'print what would change, and change nothing', false)
    .option('--no-config', 'do not read mongodb-tls.config.json')
    .action((id: string | undefined, paths: string[], options: MigrateOptions) => {
      process.exitCode = runMigrate(id, paths, options, streams);
    });

  cli
    .command('translate')
    .description(
      'TLS options in the words of another driver; exit 0 all have an equivalent, 1 some have none, 2 wrong use',
    )
    .argument('<target>', 'a connection string, or a connection in a file as file:line')
    .requiredOption('--to <driver>', 'the driver, for example node or pymongo@4.6.1')
    .option('--json', 'as JSON', false)
    .action((target: string, options: TranslateOptions) => {
      process.exitCode = runTranslate(target, options, streams);
    });

  cli
    .command('inspect')
    .description(
      'show what is in certificate files: PEM, DER, revocation lists, key stores; exit 2 when one cannot be read',
    )
    .argument('<files...>', 'files')
    .option('--json', 'as JSON', false)
    .action(async (files: string[], options: { json: boolean }) => {
      process.exitCode = await inspect(files, { json: options.json, out: streams.out });
    });

  cli
    .command('lsp')
    .description('the language server, for editors')
    .option('--stdio', 'talk over standard input and output (the default)', true)
    .action(() => serve());

  cli
    .command('rules')
    .description('list the rules')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) => {
      const list = rules.map(({ meta }) => ({
        id: meta.id,
        category: meta.category,
        severity: meta.severity,
        fixable: meta.fixable,
        docs: docsUrl(meta.id),
      }));
      if (options.json) streams.out(JSON.stringify(list, undefined, 2) + '\n');
      else
        for (const r of list)
          streams.out(
            `${r.id.padEnd(44)} ${r.severity.padEnd(12)} ${r.category}${r.fixable ? ', fixable' : ''}\n`,
          );
    });

  cli
    .command('explain')
    .description('say what an error text means and what mends it')
    .argument('[text...]', 'the error; standard input when it is not given')
    // An error text may begin with a dash.
    .allowUnknownOption()
    .option('--json', 'as JSON', false)
    .option(
      '--for <file:line>',
      'the connection that it is about: its options and files decide between the causes',
    )
    .action(async (words: string[], options: ExplainOptions) => {
      process.exitCode = await explain(
        words.length > 0 ? words.join(' ') : process.stdin.isTTY ? '' : decodedInput(),
        options,
        streams,
      );
    });

  cli
    .command('drivers')
    .description('what each driver makes of each option, spelling and combination')
    .option('--json', 'as JSON', false)
    .action((options: DriversOptions) => {
      process.exitCode = drivers(options, streams);
    });

  cli
    .command('predict')
    .description('say what a driver would do: one JSON query per line in, one JSON answer per line out')
    .action(async () => {
      process.exitCode = await predict(process.stdin, streams);
    });

  cli
    .command('env')
    .description('look at the runtimes of this machine: TLS library, protocols, CAs, drivers')
    .argument('[folder]', 'the workspace', '.')
    .option('--json', 'as JSON', false)
    .option('--server-version <version>', 'the MongoDB version that they must reach')
    .action(async (folder: string, options: EnvOptions) => {
      process.exitCode = await env(folder, options, streams);
    });

  cli
    .command('test')
    .description(
      'connect as the driver would and name what is wrong; exit 0 passes, 1 fails, 2 wrong use, 3 not tested',
    )
    .argument('<target>', 'a connection string, or a connection in a file as file:line')
    .option(
      '--driver <id@version>',
      'the driver that decides the verdict, for example pymongo@4.18.2 or pymongo[ocsp]',
    )
    .option('--timeout <ms>', 'limit for the whole test', '10000')
    .option('--dns <servers>', 'ask these DNS servers (address:port, comma separated) instead of the system')
    .option(
      '--with-driver',
      "also start this folder's own PyMongo or Node.js driver with the connection, and show what it says",
    )
    .option('--json', 'as JSON', false)
    .action(async (target: string, options: TestOptions) => {
      process.exitCode = await test(
        target,
        { ...options, color: process.stdout.isTTY && !process.env['NO_COLOR'] },
        streams,
      );
    });
  return cli;
}

program()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : exitCodes.wrongUse;
      if (error instanceof InvalidArgumentError) streams.err(`mongodb-tls: ${error.message}\n`);
    } else {
      streams.err(`mongodb-tls: ${redactText(error instanceof Error ? error.message : String(error))}\n`);
      process.exitCode = exitCodes.wrongUse;
    }
  });
