import { ConfigPatch } from '../../config-patch';
import type { YamlValue } from '../../yaml-value';
import { checkAuditRules } from './audit-rules';
import { RECOMMENDED_AUDIT_RULES } from './recommended-audit-rules';

/** How much of a request is noted: nothing, who did what, with the body, or with the answer as well. */
export type AuditLevel = 'None' | 'Metadata' | 'Request' | 'RequestResponse';

/** When in the course of a request it is noted. */
export type AuditStage = 'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic';

/** Resources of one API group. */
export interface AuditedResources {
  /**
   * The API group, without its version.
   * @default - the core group, whose name is empty
   */
  readonly group?: string;
  /**
   * Plural names, with a slash before a subresource, such as `pods/exec`.
   * @default - every resource of the group
   */
  readonly resources?: readonly string[];
  /**
   * Names of single objects.
   * @default - every object
   */
  readonly resourceNames?: readonly string[];
}

/** How much of which requests is noted. A rule fits a request that fits everything said in it. */
export interface AuditRule {
  /** How much is noted. */
  readonly level: AuditLevel;
  /**
   * Names of users.
   * @default - every user
   */
  readonly users?: readonly string[];
  /**
   * Groups of users.
   * @default - every group
   */
  readonly userGroups?: readonly string[];
  /**
   * Verbs, such as `get` or `create`.
   * @default - every verb
   */
  readonly verbs?: readonly string[];
  /**
   * Resources.
   * @default - everything, where no path is given either
   */
  readonly resources?: readonly AuditedResources[];
  /**
   * Namespaces; an empty name stands for what is in none.
   * @default - every namespace
   */
  readonly namespaces?: readonly string[];
  /**
   * Paths that are no resources, such as `/healthz*`.
   * @default - every path, where no resource is given either
   */
  readonly nonResourceURLs?: readonly string[];
  /**
   * Stages that this rule leaves out.
   * @default - those of the policy
   */
  readonly omitStages?: readonly AuditStage[];
  /**
   * Whether the book-keeping of server-side apply is left out of bodies.
   * @default - as the policy has it
   */
  readonly omitManagedFields?: boolean;
}

/** A policy that is written out. */
export interface AuditPolicyOptions {
  /** Rules; the first that fits a request decides, and a request that none fits is not noted. */
  readonly rules: readonly AuditRule[];
  /**
   * Stages that no rule notes.
   * @default - none is left out
   */
  readonly omitStages?: readonly AuditStage[];
  /**
   * Whether the book-keeping of server-side apply is left out of bodies.
   * @default false
   */
  readonly omitManagedFields?: boolean;
}

/** What the API server notes in its audit log, `/var/log/audit/kube` on each control plane machine. */
export class AuditPolicy {
  /** Who did what, of every request: Talos's own. */
  static talosDefault(): AuditPolicy {
    return new AuditPolicy(undefined);
  }

  /**
   * Who did what, without the noise of health checks, heartbeats and watches; with bodies where rights and rules of the
   * cluster change, and never with those of secrets, configuration and tokens.
   */
  static recommended(): AuditPolicy {
    return new AuditPolicy({
      omitStages: ['RequestReceived'],
      omitManagedFields: true,
      rules: RECOMMENDED_AUDIT_RULES,
    });
  }

  /**
   * A policy of your own.
   * @throws ConfigError TALOS350 when it has no rules, or a rule is one that the API server refuses
   */
  static of(options: AuditPolicyOptions): AuditPolicy {
    return new AuditPolicy(options);
  }

  private constructor(private readonly options: AuditPolicyOptions | undefined) {
    if (options === undefined) return;
    checkAuditRules(options);
  }

  /** The configuration, none where it is Talos's own; Talos puts it in the place of its own policy. */
  get patches(): readonly ConfigPatch[] {
    const { options } = this;
    if (options === undefined) return [];
    const { rules, omitStages, omitManagedFields } = options;
    const auditPolicy = {
      apiVersion: 'audit.k8s.io/v1',
      kind: 'Policy',
      ...(omitStages === undefined ? {} : { omitStages: [...omitStages] }),
      ...(omitManagedFields === undefined ? {} : { omitManagedFields }),
      // Copies: a list that two rules share would become an alias in the YAML.
      rules: rules.map((rule) => JSON.parse(JSON.stringify(rule)) as YamlValue),
    };
    return [ConfigPatch.merge({ cluster: { apiServer: { auditPolicy } } })];
  }
}
