import { PolicyStatement, clusterTagOf, markedForCluster, ofCluster, partitionOf } from './policy-document';

/** What the cloud controller manager needs to take care of nodes. */
export function nodeStatements(): PolicyStatement[] {
  return [
    {
      sid: 'DescribeNodes',
      reason: 'Finds the instance of a node, its zone and its addresses. IAM knows no resource for what describes.',
      actions: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceTopology',
        'ec2:DescribeRegions',
      ],
      resources: ['*'],
    },
  ];
}

/** What it needs beside that to make load balancers for services. */
export function loadBalancerStatements({
  region,
  clusterName,
}: {
  readonly region: string;
  readonly clusterName: string;
}): PolicyStatement[] {
  const ec2 = `arn:${partitionOf(region)}:ec2:${region}:*`;
  const elb = `arn:${partitionOf(region)}:elasticloadbalancing:${region}:*`;
  const balancers = [`${elb}:loadbalancer/*`, `${elb}:targetgroup/*`];
  return [
    {
      sid: 'DescribeLoadBalancing',
      reason: 'Compares what is there with what services ask for. IAM knows no resource for what describes.',
      actions: [
        // Which subnets are public.
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeListeners',
        'elasticloadbalancing:DescribeLoadBalancerAttributes',
        'elasticloadbalancing:DescribeLoadBalancerPolicies',
        'elasticloadbalancing:DescribeLoadBalancers',
        'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      resources: ['*'],
    },
    {
      sid: 'CreateLoadBalancers',
      reason: 'Makes load balancers and target groups that carry the tag of the cluster, and no others.',
      actions: ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      resources: balancers,
      conditions: markedForCluster(clusterName),
    },
    {
      sid: 'TagLoadBalancers',
      reason: 'Tags them while they are made, and in no other call.',
      actions: ['elasticloadbalancing:AddTags'],
      resources: balancers,
      conditions: {
        StringEquals: {
          'elasticloadbalancing:CreateAction': ['CreateLoadBalancer', 'CreateTargetGroup'],
          [`aws:RequestTag/${clusterTagOf(clusterName)}`]: 'owned',
        },
      },
    },
    {
      sid: 'ChangeLoadBalancers',
      reason: 'Changes and removes those of the cluster.',
      actions: [
        'elasticloadbalancing:ApplySecurityGroupsToLoadBalancer',
        'elasticloadbalancing:AttachLoadBalancerToSubnets',
        'elasticloadbalancing:ConfigureHealthCheck',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:CreateLoadBalancerListeners',
        'elasticloadbalancing:CreateLoadBalancerPolicy',
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteLoadBalancerListeners',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:DetachLoadBalancerFromSubnets',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:SetLoadBalancerPoliciesForBackendServer',
        'elasticloadbalancing:SetLoadBalancerPoliciesOfListener',
        'elasticloadbalancing:SetSecurityGroups',
      ],
      resources: balancers,
      conditions: ofCluster(clusterName),
    },
    {
      sid: 'ChangeListeners',
      reason: 'Listeners carry no tag of the cluster: those of network load balancers in this region.',
      actions: ['elasticloadbalancing:DeleteListener', 'elasticloadbalancing:ModifyListener'],
      resources: [`${elb}:listener/net/*`],
    },
    {
      sid: 'CreateSecurityGroups',
      reason: 'Makes a security group for a load balancer that has one, in whichever VPC the machines are.',
      actions: ['ec2:CreateSecurityGroup'],
      resources: [`${ec2}:security-group/*`],
      conditions: markedForCluster(clusterName),
    },
    {
      sid: 'CreateSecurityGroupsInVpc',
      reason: 'The VPC that such a group is made in carries no tag of the cluster.',
      actions: ['ec2:CreateSecurityGroup'],
      resources: [`${ec2}:vpc/*`],
    },
    {
      sid: 'TagSecurityGroups',
      reason: 'Tags the group while it is made, and in no other call.',
      actions: ['ec2:CreateTags'],
      resources: [`${ec2}:security-group/*`],
      conditions: {
        StringEquals: {
          'ec2:CreateAction': 'CreateSecurityGroup',
          [`aws:RequestTag/${clusterTagOf(clusterName)}`]: 'owned',
        },
      },
    },
    {
      sid: 'ChangeSecurityGroups',
      reason: 'Opens and closes ports of services, in groups that carry the tag of the cluster.',
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:DeleteSecurityGroup', 'ec2:RevokeSecurityGroupIngress'],
      resources: [`${ec2}:security-group/*`],
      conditions: ofCluster(clusterName),
    },
  ];
}
