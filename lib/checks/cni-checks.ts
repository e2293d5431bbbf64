import { Check } from './check';

/** Checks of pod networks: TALOS360 to TALOS379. */
export const CHART_VERSION = Check.error('TALOS360', {
  what: 'A chart version that is not exact, or too old',
  why: 'A range would install another version in each cluster, and older charts want other values.',
  fix: 'Write one release, such as 1.18.4.',
});

export const CHART_SOURCE = Check.error('TALOS361', {
  what: 'A chart from nowhere',
  why: 'The chart is what every machine runs: it comes over an authenticated connection, or from disk.',
  fix: 'Use an https or oci repository, or download the chart and use CiliumChart.local(path, version).',
});

export const CILIUM_VALUE = Check.error('TALOS362', {
  what: 'A value that Cilium cannot run with on Talos',
  why: 'Cilium would not start, or not reach the Kubernetes API or the other machines: nodes would stay NotReady, or pods apart.',
  fix: 'Drop the value.',
});

export const CHART_CHANGES = Check.error('TALOS363', {
  what: 'A chart that renders otherwise at each plan',
  why: 'No plan would ever be empty, and a Kubernetes upgrade would not go component by component.',
  fix: "Drop the value, or set it to 'cronJob'.",
});

export const CHART_SECRET = Check.error('TALOS364', {
  what: 'A private key in the values of a chart',
  why: 'Values and the manifest that is made of them are no secrets to Terraform.',
  fix: 'Drop the value.',
});

export const CHART_REFERENCE = Check.error('TALOS365', {
  what: 'A reference in the values of a chart',
  why: 'A manifest that is known only at apply makes the configuration of every control plane unknown in each plan.',
  fix: 'Give the value itself, or render the chart with a data source of yours and use Cni.manifest.',
});

export const CHART_FILE = Check.error('TALOS366', {
  what: 'A chart on disk that is missing, none, another one, or of another version',
  why: 'The plan would fail without saying which option is meant, or install what the code does not say.',
  fix: "Download the chart with 'helm pull', or correct the path.",
});

export const KUBESPAN_ROUTING = Check.error('TALOS367', {
  what: "KubeSpan with Cilium's own routing of pods",
  why: "Packets of pods would bypass the host's network stack, and with it KubeSpan.",
  fix: 'Drop the value: the library sets it where KubeSpan is on.',
});

export const CILIUM_POOLS = Check.error('TALOS368', {
  what: "Addresses of pods outside the cluster's pod networks",
  why: 'Talos and its firewall know pods by the pod networks of the cluster: with other addresses pods reach neither DNS nor the Kubernetes API, or share addresses with machines or services.',
  fix: "Choose pools within the cluster's network.podCidrs, or give network.podCidrs that hold the pools.",
});

export const KUBESPAN_TWICE = Check.warning('TALOS369', {
  what: 'KubeSpan and Cilium doing the same work',
  why: 'Packets between pods are encrypted twice, or are taken by KubeSpan past what Cilium knows of them, and get lost.',
  fix: 'Let one of the two do it.',
});
