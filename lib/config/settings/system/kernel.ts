import { Finding, quote } from '../../../checks/check';
import { PARAMETER_FORM } from '../../../checks/system-checks';
import type { SettingFacts } from '../setting';
import { moduleNeedFindings } from './extension-needs';

type Facts = Pick<SettingFacts, 'isKnown' | 'image'>;

/** What is wrong with parameters of the kernel, whose names Talos puts below `/proc/sys` or `/sys` by itself. */
export function parameterFindings(
  root: '/proc/sys' | '/sys',
  parameters: Readonly<Record<string, string>>,
  { isKnown }: Pick<Facts, 'isKnown'>,
): Finding[] {
  const example = root === '/sys' ? 'devices.system.cpu.cpu0.cpufreq.scaling_governor' : 'net.core.somaxconn';
  const own = root === '/sys' ? /^sys[./]/ : /^proc[./]/;
  return Object.entries(parameters).flatMap(([name, value]) => [
    ...(isKnown(name) && (!/^[A-Za-z0-9_-]+([./][^\s=./][^\s=]*)+$/.test(name) || own.test(name))
      ? [
          PARAMETER_FORM.finding({
            wrong: `this is not the name of a kernel parameter below ${root}`,
            given: quote(name),
            allowed: `names with dots between them, without ${root} in front, such as ${quote(example)}`,
          }),
        ]
      : []),
    ...(isKnown(value) && !isLine(value)
      ? [
          PARAMETER_FORM.finding({
            wrong: `the kernel parameter ${quote(name)} has a value that cannot be set`,
            given: typeof value === 'string' ? quote(value) : `${String(value)}, which is no text`,
            allowed: 'one line of text that is not empty',
            ...(typeof value === 'string' ? {} : { fix: `Write the value as a text: ${quote(value)}.` }),
          }),
        ]
      : []),
  ]);
}

/** Whether a value is one line of text; plain JavaScript lets a number pass as well. */
function isLine(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\n');
}

/** What is wrong with kernel modules and their parameters. */
export function moduleFindings(
  modules: Readonly<Record<string, readonly string[]>>,
  { isKnown, image }: Facts,
): Finding[] {
  return Object.entries(modules).flatMap(([name, parameters]) => [
    ...(isKnown(name) && !/^[A-Za-z0-9_-]+$/.test(name)
      ? [
          PARAMETER_FORM.finding({
            wrong: 'this is not the name of a kernel module',
            given: quote(name),
            allowed: "letters, digits, '_' and '-', without a path and without .ko, such as 'br_netfilter'",
          }),
        ]
      : []),
    ...(isKnown(name) ? moduleNeedFindings(name, image) : []),
    ...parameters
      .filter((parameter) => isKnown(parameter) && !/^[A-Za-z0-9_.-]+(=\S.*)?$/.test(parameter))
      .map((parameter) =>
        PARAMETER_FORM.finding({
          wrong: `the kernel module ${quote(name)} cannot have this parameter`,
          given: quote(parameter),
          allowed: "a name and a value, such as 'usermode_helper=disabled'",
        }),
      ),
  ]);
}

/** What is wrong with the names of environment variables. */
export function variableFindings(
  variables: Readonly<Record<string, string>>,
  { isKnown }: Pick<Facts, 'isKnown'>,
): Finding[] {
  return Object.keys(variables)
    .filter((name) => isKnown(name) && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .map((name) =>
      PARAMETER_FORM.finding({
        wrong: 'this is not the name of an environment variable',
        given: quote(name),
        allowed: "letters, digits and '_', not beginning with a digit, such as 'HTTPS_PROXY'",
      }),
    );
}
