import { didYouMean } from '../../../config/nearest-name';

/**
 * Regions as far as they are known: a list for slips of the pen, and not of what is allowed.
 * Source: AWS account management guide, "Supported Regions".
 */
const KNOWN_REGIONS: readonly string[] = [
  'us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1 ca-central-1 ca-west-1 mx-central-1 sa-east-1',
  'eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1',
  'ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2',
  'ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7',
  'af-south-1 il-central-1 me-central-1 me-south-1 cn-north-1 cn-northwest-1',
].flatMap((codes) => codes.split(' '));

/** Whether the text has the form of a region's code: where in the world, a point of the compass, and a number. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)?-(central|(north|south)(east|west)?|east|west)-\d{1,2}$/.test(text);
}

/** The end of a sentence about a region that is none: the one that was meant, where a slip is likely. */
export function regionHint(text: string): string {
  return didYouMean(text, KNOWN_REGIONS);
}
