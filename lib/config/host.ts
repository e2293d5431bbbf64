import { quote } from '../checks/check';
import { IpAddress } from './ip-network';
import { isHostName } from './names';

/** Whether the text is the name or the address of a host, without scheme, port and path. */
export function isHost(text: string): boolean {
  return isHostName(text) || IpAddress.isAddress(text);
}

/** What a text that is no host is, after 'this is'. */
export function noHost(text: string): string {
  return isCapital(text) ? 'a host name with capitals' : 'neither a host name nor an address';
}

/** What to do about a text that is no host, where it can be told; without it the general advice of a check stands. */
export function hostAdvice(text: string): { readonly fix?: string } {
  if (isCapital(text)) return { fix: `Write it in lower case: ${quote(text.toLowerCase())}.` };
  return /^\d+(\.\d+)+$/.test(text)
    ? { fix: 'Correct the address: it has four numbers from 0 to 255 with dots between them.' }
    : {};
}

function isCapital(text: string): boolean {
  return !isHost(text) && isHost(text.toLowerCase());
}

/** Whether whoever asks for the host would reach itself, one link at most, or nobody in particular. */
export function leadsNowhere(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (!IpAddress.isAddress(host)) return false;
  const address = IpAddress.of(host);
  return !address.isOfOneHost || address.isLinkLocal;
}
