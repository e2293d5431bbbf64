/** A change that is refused, or warned of, unless the user names it. */
export type DeploymentRisk =
  | 'removing half of the control plane'
  | 'replacing the control plane'
  | 'changing the networks of a running cluster'
  | 'stopping machines to move their disks'
  | 'changing the region of running machines'
  | 'the new pod network version was brought in';
