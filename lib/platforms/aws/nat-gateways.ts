/** How machines in private subnets reach the internet, for images and for what workloads call. */
export class NatGateways {
  /** A gateway in each zone: a lost zone takes no other zone's way out. Each costs by the hour and by the gigabyte. */
  static perZone(): NatGateways {
    return new NatGateways((zone) => zone);
  }

  /** One gateway, in the first zone, for all of them: cheaper, and traffic between zones is paid for. */
  static single(): NatGateways {
    return new NatGateways(() => 0);
  }

  /** No gateway: for networks that have another way out, or for machines that need none. */
  static none(): NatGateways {
    return new NatGateways(() => undefined);
  }

  private constructor(
    /** Position of the zone whose gateway a zone uses; undefined where there is none. */
    readonly gatewayFor: (zone: number) => number | undefined,
  ) {}
}
