import { Finding, quote } from '../../../checks/check';
import { OIDC_UNPREFIXED } from '../../../checks/component-checks';
import { OIDC_FORM } from '../../../checks/kubernetes-checks';
import { ConfigPatch } from '../../config-patch';
import { InlineManifest } from '../../inline-manifest';
import { OidcGroupBinding, checkGroupBindings, groupBindingManifest } from './oidc-group-bindings';
import { holdsReference } from '../../reference';

/** What names a provider and its users. */
export interface OidcProviderOptions {
  /** Address of the provider, https, exactly as its tokens have it in `iss`. */
  readonly issuerUrl: string;
  /** Client for which tokens are issued, `aud` in them. */
  readonly clientId: string;
  /**
   * Claim that is the name of a user.
   * @default 'sub'
   */
  readonly usernameClaim?: string;
  /**
   * What stands before each name, so that no user of the provider is one of Kubernetes; empty for nothing, which is warned
   * of unless the name is an email address: TALOS444.
   * @default 'oidc:'
   */
  readonly usernamePrefix?: string;
  /**
   * Claim that holds the groups of a user.
   * @default 'groups'
   */
  readonly groupsClaim?: string;
  /**
   * What stands before each group, so that no group of the provider is one of Kubernetes; empty for nothing, which is
   * warned of: TALOS444.
   * @default 'oidc:'
   */
  readonly groupsPrefix?: string;
  /**
   * A claim that a token has to have, and its value. It is one: each takes an argument of its own, and Talos gives every
   * argument once.
   * @default - none
   */
  readonly requiredClaim?: { readonly claim: string; readonly value: string };
  /**
   * Algorithms by which tokens may be signed.
   * @default - RS256
   */
  readonly signingAlgorithms?: readonly (
    'RS256' | 'RS384' | 'RS512' | 'ES256' | 'ES384' | 'ES512' | 'PS256' | 'PS384' | 'PS512'
  )[];
  /**
   * Which groups of the provider have which cluster role, as an inline manifest `oidc-group-bindings`. A new binding
   * reaches a running cluster; one that is taken away stays until it is deleted by hand.
   * @default - none
   */
  readonly groupBindings?: readonly OidcGroupBinding[];
}

/** Users of an OpenID Connect provider at the Kubernetes API. */
export class OidcProvider {
  /**
   * A provider that the API server asks for its keys.
   * @throws ConfigError TALOS351 when the issuer is no https address, the client is empty, or a name of the provider
   * would become one of Kubernetes (`system:`)
   */
  static of(options: OidcProviderOptions): OidcProvider {
    return new OidcProvider(options);
  }

  private readonly usernamePrefix: string;
  private readonly groupsPrefix: string;

  private constructor(private readonly options: OidcProviderOptions) {
    const { issuerUrl, clientId, usernamePrefix = 'oidc:', groupsPrefix = 'oidc:', groupBindings = [] } = options;
    this.usernamePrefix = usernamePrefix;
    this.groupsPrefix = groupsPrefix;
    if (!holdsReference(issuerUrl) && !isIssuer(issuerUrl)) {
      throw OIDC_FORM.configError({
        wrong: 'the API server takes tokens from an https address alone',
        given: `issuerUrl ${quote(issuerUrl)}`,
        allowed: "an address such as 'https://login.example.org/realms/main', without query or fragment",
      });
    }
    if (clientId.trim() === '') {
      throw OIDC_FORM.configError({
        wrong: 'without a client, the API server would take the tokens of every client of the provider',
        given: "clientId ''",
        allowed: 'the id of a client that was made for this cluster',
      });
    }
    for (const [option, prefix] of Object.entries({ usernamePrefix, groupsPrefix })) {
      if (prefix.startsWith('system:')) {
        throw OIDC_FORM.configError({
          wrong: `${quote('system:')} begins the names of Kubernetes itself: the provider could name an administrator`,
          given: `${option} ${quote(prefix)}`,
          allowed: "a prefix of your own, such as 'oidc:'",
        });
      }
    }
    checkGroupBindings(groupBindings, groupsPrefix);
  }

  /** What is dangerous about it, though the API server takes it. */
  get findings(): readonly Finding[] {
    const { usernameClaim = 'sub' } = this.options;
    return [
      ...(this.groupsPrefix === '' ? [unprefixed('groupsPrefix', "the group 'system:masters' of the provider")] : []),
      // An address has an at sign, and no user of Kubernetes itself has one.
      ...(this.usernamePrefix === '' && usernameClaim !== 'email'
        ? [unprefixed('usernamePrefix', "a user 'system:kube-controller-manager' of the provider")]
        : []),
    ];
  }

  /** What the API server is told. */
  get patch(): ConfigPatch {
    const { issuerUrl, clientId, usernameClaim = 'sub', groupsClaim = 'groups' } = this.options;
    const { requiredClaim, signingAlgorithms = [] } = this.options;
    return ConfigPatch.merge({
      cluster: {
        apiServer: {
          extraArgs: {
            'oidc-issuer-url': issuerUrl,
            'oidc-client-id': clientId,
            'oidc-username-claim': usernameClaim,
            // A dash is the argument's word for no prefix; an empty one would be the issuer.
            'oidc-username-prefix': this.usernamePrefix === '' ? '-' : this.usernamePrefix,
            'oidc-groups-claim': groupsClaim,
            ...(this.groupsPrefix === '' ? {} : { 'oidc-groups-prefix': this.groupsPrefix }),
            ...(requiredClaim === undefined
              ? {}
              : { 'oidc-required-claim': `${requiredClaim.claim}=${requiredClaim.value}` }),
            ...(signingAlgorithms.length === 0
              ? {}
              : { 'oidc-signing-algs': [...new Set(signingAlgorithms)].join(',') }),
          },
        },
      },
    });
  }

  /** The bindings of groups, where there are any. */
  get manifests(): readonly InlineManifest[] {
    return groupBindingManifest(this.options.groupBindings ?? [], this.groupsPrefix);
  }
}

function unprefixed(option: string, name: string): Finding {
  return OIDC_UNPREFIXED.finding({
    wrong: `without a prefix, ${name} would be that of Kubernetes itself`,
    given: `${option} ''`,
    allowed: "a prefix of your own, such as 'oidc:'",
  });
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash } = new URL(text);
  return protocol === 'https:' && search === '' && hash === '';
}
