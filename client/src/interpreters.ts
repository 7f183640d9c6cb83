/** Interpreters that other extensions have chosen: the environment check is to look at the same ones. */
import * as vscode from 'vscode';

/** The part of the Python extension's interface that is used here (its package @vscode/python-extension). */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ readonly executable?: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** Paths by runtime. Extensions that are not active are not woken: the settings files are read anyway. */
export async function chosenInterpreters(): Promise<Record<string, string>> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen: Record<string, string> = {};
  const python = await pythonInterpreter(folder);
  if (python !== undefined) chosen.python = python;
  const settings = vscode.workspace.getConfiguration(undefined, folder);
  const java =
    settings
      .get<{ path?: string; default?: boolean }[]>('java.configuration.runtimes')
      ?.find((r) => r.default)?.path ?? settings.get<string>('java.jdt.ls.java.home');
  if (java) chosen.java = java;
  const php = settings.get<string>('php.validate.executablePath');
  if (php) chosen.php = php;
  return chosen;
}

async function pythonInterpreter(folder: vscode.Uri | undefined): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
  if (!extension?.isActive) return undefined;
  try {
    const { environments } = extension.exports;
    const environment = await environments?.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
    return environment?.executable?.uri?.fsPath;
  } catch {
    // Another version of that extension: its choice stays unknown.
    return undefined;
  }
}
