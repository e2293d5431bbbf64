import { Finding } from '../checks/check';
import type { Cni } from './cni';
import type { EffectiveConfig } from './effective-config';
import type { PatchPath } from './patch-places';
import type { SettingFacts } from './settings/setting';

/** What a configuration in effect is held against. */
export interface EffectiveFacts extends Pick<
  SettingFacts,
  'machineType' | 'image' | 'platform' | 'hasTpm' | 'isKnown'
> {
  /** How pods get their network. */
  readonly cni: Pick<Cni, 'replacesKubeProxy' | 'configName'>;
  /** How workers find trustd where there is no discovery. */
  readonly trustd: TrustdWay;
}

/** The way to trustd of the control planes by the cluster's endpoint alone. */
export interface TrustdWay {
  /** Host of the endpoint. */
  readonly endpointHost: string;
  /** Whether it leads there, or nobody asks for it; undefined where it is not known. */
  readonly isThere: boolean | undefined;
}

/** A mistake, and the fields that make it, each by its document: the first that a patch speaks of is to blame. */
export interface EffectiveMistake {
  /** What is wrong. */
  readonly finding: Finding;
  /** Key of a document, '' for `machine` and `cluster`, and the way to a field in it. */
  readonly places: readonly { readonly document: string; readonly path: PatchPath }[];
}

/** What is wrong with one part of a configuration in effect. */
export type EffectiveRule = (config: EffectiveConfig, facts: EffectiveFacts) => EffectiveMistake[];
