import { Document } from 'yaml';
import { Finding, quote } from '../../../../checks/check';
import { API_UNVERIFIED, AUTHORITIES_MIXED } from '../../../../checks/proxmox-add-on-checks';
import { ClusterManifest } from '../../../../config/cluster-manifest';
import { HelmValues } from '../../../../config/helm-chart';
import { manifestText } from '../../../../config/manifest-objects';
import { textOf } from '../../../../config/patch-text';
import { ProxmoxApi } from '../proxmox-api';

/** The APIs of Proxmox clusters by region. */
export type ProxmoxApis = Readonly<Record<string, ProxmoxApi>>;

/** Where both programs look for the authorities that they trust. */
const TRUSTED = '/etc/ssl/certs/ca-certificates.crt';

/** How an add-on is told of the Proxmox clusters: a secret, and the chart's values that point to it. */
export class ProxmoxConfig {
  constructor(
    /** What the names of secret and config map begin with. */
    private readonly name: string,
    private readonly namespace: string,
    private readonly apis: ProxmoxApis,
  ) {}

  /** The secret with the tokens, and the authorities where there are any. */
  get manifest(): ClusterManifest {
    const clusters = Object.entries(this.apis).map(([region, { url, token, isVerified }]) => ({
      url,
      insecure: !isVerified,
      token_id: token.tokenId,
      token_secret: token.secret,
      region,
    }));
    return ClusterManifest.inline(
      `${this.name}-config`,
      manifestText([
        {
          apiVersion: 'v1',
          kind: 'Secret',
          type: 'Opaque',
          metadata: { name: `${this.name}-config`, namespace: this.namespace },
          stringData: { 'config.yaml': textOf(new Document({ clusters }, { compat: 'yaml-1.1' })) },
        },
        ...(this.authorities === ''
          ? []
          : [
              {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { name: `${this.name}-authorities`, namespace: this.namespace },
                data: { 'ca.crt': this.authorities },
              },
            ]),
      ]),
    );
  }

  /** Values of the chart, the same names in both. */
  get values(): HelmValues {
    const configMap = { name: `${this.name}-authorities` };
    return {
      existingConfigSecret: `${this.name}-config`,
      existingConfigSecretKey: 'config.yaml',
      ...(this.authorities === ''
        ? {}
        : {
            extraVolumes: [{ name: 'proxmox-authorities', configMap }],
            extraVolumeMounts: [{ name: 'proxmox-authorities', mountPath: TRUSTED, subPath: 'ca.crt', readOnly: true }],
          }),
    };
  }

  /** What is to be known of how Proxmox is reached. */
  get findings(): Finding[] {
    return [...this.unverified, ...this.mixed];
  }

  private get unverified(): Finding[] {
    return Object.entries(this.apis)
      .filter(([, api]) => !api.isVerified)
      .map(([region, { url }]) =>
        API_UNVERIFIED.finding({
          wrong: `the certificate of the Proxmox API of ${quote(region)} is not looked at`,
          given: `ProxmoxApi.unverified, ${url}`,
          allowed: 'ProxmoxApi.of, or ProxmoxApi.withAuthority',
        }),
      );
  }

  /** The file of authorities is one: private ones take the place of those that everybody trusts. */
  private get mixed(): Finding[] {
    const verified = Object.entries(this.apis).filter(([, { isVerified }]) => isVerified);
    const of = (own: boolean): string =>
      verified
        .filter(([, { authority }]) => (authority !== undefined) === own)
        .map(([region]) => quote(region))
        .join(', ');
    return of(true) === '' || of(false) === ''
      ? []
      : [
          AUTHORITIES_MIXED.finding({
            wrong: `${this.name} cannot trust a private authority beside those that everybody trusts`,
            given: `ProxmoxApi.withAuthority for ${of(true)}; ProxmoxApi.of for ${of(false)}`,
            allowed: 'one of the two for all Proxmox clusters of an add-on',
          }),
        ];
  }

  private get authorities(): string {
    const texts = Object.values(this.apis).flatMap(({ authority }) => authority?.trim() ?? []);
    return [...new Set(texts)].map((text) => `${text}\n`).join('');
  }
}
