/** Runs inside VS Code's extension host: VS Code calls `run` of the module that extensionTestsPath names. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const output = process.env['HOST_TEST_OUT'];
  if (!output) throw new Error('HOST_TEST_OUT names no file');
  try {
    // To a file: the console is full of the workbench's own log.
    const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: 'json', reporterOptions: { output } });
    mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
    await import('./extension');
    await new Promise<number>((resolve) => mocha.run(resolve));
  } catch (error) {
    const err = { message: String(error), stack: (error as Error).stack };
    writeFileSync(output, JSON.stringify({ tests: [{ title: 'the tests start', err }] }));
  }
}
