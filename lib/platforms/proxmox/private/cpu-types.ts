/** CPU types that lack instructions of x86-64-v2, in whatever case: none of another case is newer. */
const OLD_CPU_TYPES =
  /^(486|athlon|Conroe|core2?duo|kvm(32|64)|Opteron_G[123]|Penryn|pentium[23]?|phenom|qemu(32|64))$/i;

/**
 * Those that are written wrong most often; a later release of Proxmox has others, which are taken as they are. Only the
 * levels of x86-64 are all here: there are no more of them.
 */
const COMMON_CPU_TYPES = [
  'host',
  'max',
  'x86-64-v2',
  'x86-64-v2-AES',
  'x86-64-v3',
  'x86-64-v4',
  'Nehalem',
  'Westmere',
  'SandyBridge',
  'IvyBridge',
  'Haswell',
  'Broadwell',
  'Skylake-Client',
  'Skylake-Server',
  'Cascadelake-Server',
  'Cooperlake',
  'Icelake-Server',
  'SapphireRapids',
  'GraniteRapids',
  'EPYC',
  'EPYC-Rome',
  'EPYC-Milan',
  'EPYC-Genoa',
] as const;

/** Whether it is the name of a CPU type that Talos runs on. */
export function isCpuTypeForTalos(name: string): boolean {
  const isLevel = /^x86-64-v/i.test(name);
  const isForm = /^[A-Za-z0-9][\w.-]*$/.test(name);
  return isForm && !isOldCpuType(name) && cpuTypeMeantBy(name) === undefined && (!isLevel || isCommon(name));
}

/** Whether it is the name of a CPU type that lacks instructions which Talos is built for. */
export function isOldCpuType(name: string): boolean {
  return OLD_CPU_TYPES.test(name);
}

/** The CPU type that differs in capitals, dashes and underscores alone, which Proxmox tells apart. */
export function cpuTypeMeantBy(name: string): string | undefined {
  const letters = (text: string): string => text.toLowerCase().replace(/[-_.]/g, '');
  const meant = COMMON_CPU_TYPES.find((each) => letters(each) === letters(name));
  return meant === name ? undefined : meant;
}

function isCommon(name: string): boolean {
  return COMMON_CPU_TYPES.some((each) => each === name);
}
