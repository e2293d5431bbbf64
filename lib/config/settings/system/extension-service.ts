import { Finding, quote } from '../../../checks/check';
import { EXTENSION_SERVICE_EMPTY } from '../../../checks/system-checks';
import { ConfigPatch } from '../../config-patch';
import type { SettingFacts } from '../setting';
import { serviceNeedFindings } from './extension-needs';
import { variableFindings } from './kernel';

/** What the service of a system extension is configured with: a file or a variable at least. */
export interface ExtensionService {
  /**
   * Texts of files by the path at which the service finds them.
   * @default - none
   */
  readonly configFiles?: Readonly<Record<string, string>>;
  /**
   * Environment variables by name.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The document of a service. */
export function extensionServiceDocument(name: string, { configFiles, environment }: ExtensionService): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'ExtensionServiceConfig',
    name,
    ...(configFiles === undefined
      ? {}
      : { configFiles: Object.entries(configFiles).map(([mountPath, content]) => ({ content, mountPath })) }),
    ...(environment === undefined
      ? {}
      : { environment: Object.entries(environment).map(([variable, value]) => `${variable}=${value}`) }),
  });
}

/** What is wrong with the services of extensions. */
export function extensionServiceFindings(
  services: Readonly<Record<string, ExtensionService>>,
  facts: Pick<SettingFacts, 'image' | 'isKnown'>,
): Finding[] {
  return Object.entries(services).flatMap(([name, service]) => [
    ...(facts.isKnown(name) ? serviceNeedFindings(name, facts.image) : []),
    ...emptyFindings(name, service, facts),
    ...variableFindings(service.environment ?? {}, facts),
  ]);
}

function emptyFindings(
  name: string,
  { configFiles = {}, environment = {} }: ExtensionService,
  { isKnown }: Pick<SettingFacts, 'isKnown'>,
): Finding[] {
  const files = Object.entries(configFiles);
  if (files.length === 0 && Object.keys(environment).length === 0) {
    return [
      EXTENSION_SERVICE_EMPTY.finding({
        wrong: `nothing is configured for the extension service ${quote(name)}`,
        given: 'neither configFiles nor environment',
        allowed: 'a file or a variable at least',
      }),
    ];
  }
  return files
    .filter(([path, content]) => (isKnown(path) && !path.startsWith('/')) || (isKnown(content) && content === ''))
    .map(([path, content]) =>
      EXTENSION_SERVICE_EMPTY.finding({
        wrong: `the extension service ${quote(name)} cannot have this file`,
        given: `${quote(path)} with ${String(content.length)} characters`,
        allowed: 'a path from the root and a text that is not empty',
        fix: 'Correct path or text.',
      }),
    );
}
