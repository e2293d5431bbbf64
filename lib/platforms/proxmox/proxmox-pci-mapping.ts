import { Construct } from 'constructs';
import { Finding, quote } from '../../checks/check';
import { PCI_MAPPING, PROXMOX_NAME } from '../../checks/proxmox-checks';
import { HardwareMappingPci } from '../../providers/proxmox/hardware-mapping-pci';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { MAPPING_NAME, hasForm, nodeNameFindings } from './private/proxmox-names';

/** A device on one Proxmox node, as `lspci -Dnnk` there shows it. */
export interface ProxmoxMappedDevice {
  /**
   * Where it is plugged in, with its domain, such as `0000:01:00.0`; without the function, `0000:01:00`, all functions
   * of the device.
   */
  readonly path: string;
  /** Vendor and device, such as `10de:2684`. Proxmox starts no VM with it when another device is found there. */
  readonly id: string;
  /** Vendor and device of the card's maker, such as `10de:167c`: compared as well. */
  readonly subsystemId: string;
  /**
   * Group of the IOMMU that the device is in, compared as well: the number at the end of what
   * `readlink /sys/bus/pci/devices/0000:01:00.0/iommu_group` shows there.
   */
  readonly iommuGroup: number;
}

/** Devices that are as good as each other, by the name that VMs ask for. */
export interface ProxmoxPciMappingProps {
  /** Name of the mapping, unique in the Proxmox cluster: a letter, then letters, digits, dashes and underscores. */
  readonly name: string;
  /** The devices by Proxmox node. A VM gets one that is free on the node where it starts. */
  readonly devices: Readonly<Record<string, readonly ProxmoxMappedDevice[]>>;
  /**
   * Whether the devices are shared between VMs as mediated devices, such as a vGPU.
   * @default false
   */
  readonly mediated?: boolean;
}

/**
 * A resource mapping of PCI devices (Datacenter, Resource Mappings), for `pciDevices: [{ mapping: gpu.mapping }]`.
 *
 * Whoever may make mappings may give any device of the nodes to a VM, so this belongs to the stack of an administrator
 * where others run the clusters. The token needs `Mapping.Modify`, see `ProxmoxAccess`.
 * Errors: TALOS222, TALOS240.
 */
export class ProxmoxPciMapping extends Construct {
  /** Name of the mapping, as a reference: VMs that use it are created after it. */
  readonly mapping: string;

  constructor(scope: Construct, id: string, props: ProxmoxPciMappingProps) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    addFindings(this, mappingFindings(props));
    const resource = new HardwareMappingPci(this, 'Resource', {
      name: props.name,
      comment: 'Managed by Terraform.',
      map: Object.entries(props.devices).flatMap(([nodeAttribute, devices]) =>
        devices.map(({ path, id: device, subsystemId, iommuGroup }) => ({
          nodeAttribute,
          path,
          id: device,
          subsystemId,
          iommuGroup,
        })),
      ),
      ...(props.mediated === undefined ? {} : { mediatedDevices: props.mediated }),
    });
    this.mapping = resource.name;
  }
}

function mappingFindings({ name, devices }: ProxmoxPciMappingProps): Finding[] {
  const all = Object.entries(devices).flatMap(([node, ofNode]) => ofNode.map((device) => ({ node, ...device })));
  return [
    ...(hasForm(name, MAPPING_NAME)
      ? []
      : [
          PROXMOX_NAME.finding({
            wrong: 'a resource mapping cannot be called so',
            given: `name: ${quote(name)}`,
            allowed: MAPPING_NAME.allowed,
          }),
        ]),
    ...(all.length > 0
      ? []
      : [
          PCI_MAPPING.finding({
            wrong: 'it maps nothing',
            given: 'no device',
            allowed: 'a device on one node or more',
            fix: 'Name the devices of one node at least.',
          }),
        ]),
    ...nodeNameFindings(Object.keys(devices)),
    ...all.flatMap(({ node, ...device }) => deviceFindings(node, device)),
  ];
}

function deviceFindings(node: string, { path, id, subsystemId, iommuGroup }: ProxmoxMappedDevice): Finding[] {
  const isId = (value: string): boolean => /^[0-9a-f]{4}:[0-9a-f]{4}$/.test(value);
  const facts = [
    // A domain has more digits where a controller makes it, such as Intel's VMD.
    { what: 'path', value: path, isRight: /^[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}(\.[0-7])?$/.test(path) },
    { what: 'id', value: id, isRight: isId(id) },
    { what: 'subsystemId', value: subsystemId, isRight: isId(subsystemId) },
    {
      what: 'iommuGroup',
      value: String(iommuGroup),
      isRight: !isKnown(iommuGroup) || (Number.isSafeInteger(iommuGroup) && iommuGroup >= 0),
    },
  ];
  return facts
    .filter(({ value, isRight }) => isKnown(value) && !isRight)
    .map(({ what, value }) =>
      PCI_MAPPING.finding({
        wrong: `${quote(what)} of a device on ${quote(node)} is not as the node shows it`,
        given: quote(value),
        allowed: "path '0000:01:00.0', id and subsystemId '10de:2684', in small letters, iommuGroup from 0 on",
        ...adviceOn(what, value),
      }),
    );
}

/** Where a fact of a device stands, when it is not in what `lspci` shows of itself. */
function adviceOn(what: string, value: string): { readonly fix?: string } {
  if (what === 'iommuGroup') {
    return {
      fix: "Take the number at the end of what 'readlink /sys/bus/pci/devices/<path>/iommu_group' shows on the node.",
    };
  }
  return what === 'path' && /^[0-9a-f]{2}:[0-9a-f]{2}(\.[0-7])?$/.test(value)
    ? { fix: `Say the domain too, as 'lspci -Dnnk' on the node shows it: most often ${quote(`0000:${value}`)}.` }
    : {};
}
