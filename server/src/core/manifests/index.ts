/** Every format of manifest and lock file that is read. A new one is one file in this folder and one line here. */
import { buildGradle } from './buildGradle';
import { bunLock } from './bunLock';
import { cargoLock } from './cargoLock';
import { cargoToml } from './cargoToml';
import { cmakeLists } from './cmakeLists';
import { composerJson } from './composerJson';
import { composerLock } from './composerLock';
import { conanfile } from './conanfile';
import { condaEnvironment } from './condaEnvironment';
import { cpanfile } from './cpanfile';
import { csproj } from './csproj';
import { gemfile } from './gemfile';
import { gemfileLock } from './gemfileLock';
import { goMod } from './goMod';
import { gradleLock } from './gradleLock';
import { installedPackage } from './installedPackage';
import type { ManifestFormat } from './manifest';
import { mixExs } from './mixExs';
import { mixLock } from './mixLock';
import { nugetLock } from './nugetLock';
import { packageJson } from './packageJson';
import { packageLock } from './packageLock';
import { packageResolved } from './packageResolved';
import { packageSwift } from './packageSwift';
import { pipfile } from './pipfile';
import { pipfileLock } from './pipfileLock';
import { pnpmLock } from './pnpmLock';
import { poetryLock } from './poetryLock';
import { pomXml } from './pomXml';
import { pyprojectToml } from './pyprojectToml';
import { requirementsTxt } from './requirementsTxt';
import { setupCfg } from './setupCfg';
import { uvLock } from './uvLock';
import { vcpkgJson } from './vcpkgJson';
import { versionCatalog } from './versionCatalog';
import { yarnLock } from './yarnLock';

// prettier-ignore -- one entry per line, so that two additions do not collide
export const manifestFormats: readonly ManifestFormat[] = [
  installedPackage,
  packageLock,
  yarnLock,
  pnpmLock,
  bunLock,
  packageJson,
  poetryLock,
  uvLock,
  pipfileLock,
  pipfile,
  requirementsTxt,
  pyprojectToml,
  setupCfg,
  condaEnvironment,
  goMod,
  gradleLock,
  pomXml,
  buildGradle,
  versionCatalog,
  nugetLock,
  csproj,
  composerLock,
  composerJson,
  gemfileLock,
  gemfile,
  cargoLock,
  cargoToml,
  mixLock,
  mixExs,
  cmakeLists,
  conanfile,
  vcpkgJson,
  packageResolved,
  packageSwift,
  cpanfile,
];
