import { Finding, quote } from '../../../checks/check';
import { LOG_DESTINATION_FORM } from '../../../checks/system-checks';
import type { V1alpha1LoggingDestination } from '../../generated/config-document';
import { isPort } from '../../port-number';

/** A server that the logs of services go to, as lines of JSON. */
export interface LogDestination {
  /** Its address: `tcp://` or `udp://`, host and port. */
  readonly url: string;
  /**
   * What is added to every line, by name.
   * @default - nothing
   */
  readonly extraTags?: Readonly<Record<string, string>>;
}

/** A destination as `machine.logging` has it. */
export function loggingDestination({ url, extraTags }: LogDestination): V1alpha1LoggingDestination {
  return {
    // Talos reads its endpoint as text; the schema has an object without fields in its place.
    endpoint: url as V1alpha1LoggingDestination['endpoint'],
    format: 'json_lines',
    ...(extraTags === undefined ? {} : { extraTags }),
  };
}

/** What is wrong with the addresses of log servers. */
export function logFindings(urls: readonly string[], isKnown: (value: unknown) => boolean): Finding[] {
  return urls
    .filter((url) => isKnown(url) && !isHostAndPort(/^(?:tcp|udp):\/\/(.*?)\/?$/.exec(url)?.[1] ?? ''))
    .map((url) =>
      LOG_DESTINATION_FORM.finding({
        wrong: 'Talos does not send logs to this address',
        given: quote(url),
        allowed: "tcp:// or udp:// with host and port, such as 'tcp://logs.example.org:6050'",
      }),
    );
}

/** What is wrong with the address of an event sink. */
export function eventSinkFindings(endpoint: string, isKnown: (value: unknown) => boolean): Finding[] {
  if (!isKnown(endpoint) || isHostAndPort(endpoint)) return [];
  return [
    LOG_DESTINATION_FORM.finding({
      wrong: 'Talos does not send events to this address',
      given: quote(endpoint),
      allowed: "host and port without a scheme, such as 'events.example.org:3247'",
      fix: 'Write host and port, which is a number from 1 to 65535.',
    }),
  ];
}

function isHostAndPort(text: string): boolean {
  const [, , port = ''] = /^([^\s/?#:@]+|\[[0-9a-fA-F:.]+\]):(\d+)$/.exec(text) ?? [];
  return isPort(port);
}
