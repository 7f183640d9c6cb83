/** The files on disk whose change can change what is said of open documents. */
import type { FileSystemWatcher } from 'vscode-languageserver';

const patterns = [
  '**/mongodb-tls.config.json',
  '**/{.env,.env.*,*.env}',
  '**/*.{pem,crt,cer,der,crl,key,p12,pfx,jks}',
  '**/*.{yml,yaml,json,toml,ini,properties,conf,xml,tf,lock}',
  '**/{requirements*.txt,Pipfile,Gemfile,go.mod,go.sum,Dockerfile*,build.gradle,build.gradle.kts,*.csproj,mix.exs,composer.lock}',
  '**/.git/index',
];

export const watchedFiles: readonly FileSystemWatcher[] = patterns.map((globPattern) => ({ globPattern }));
