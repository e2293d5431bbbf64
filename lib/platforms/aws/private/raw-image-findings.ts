import { RAW_IMAGE_FORM } from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { isKnown } from '../../../terraform/app-validation';
import { BUCKET_NAME_ALLOWED, isBucketName } from './bucket-name';

const ALLOWED_FILE = "an unpacked raw disk, such as 'talos-v1.13.9-amd64.raw'";

/** What is wrong with the place of a disk image that an AMI is to be made from. */
export function rawImageFindings(bucket: string, key: string): Finding[] {
  return [...bucketFindings(bucket), ...fileFindings(key)];
}

function bucketFindings(bucket: string): Finding[] {
  return !isKnown(bucket) || isBucketName(bucket)
    ? []
    : [
        RAW_IMAGE_FORM.finding({
          wrong: 'this is not the name of a bucket',
          given: `bucket ${quote(bucket)}`,
          allowed: `${BUCKET_NAME_ALLOWED}, such as 'my-talos-images'`,
          fix: "Write the name of the bucket alone, and what comes behind it as 'key'.",
        }),
      ];
}

function fileFindings(key: string): Finding[] {
  const given = `key ${quote(key)}`;
  if (!isKnown(key)) return [];
  if (/\.(xz|gz|tgz|zst|bz2|zip)$/i.test(key)) {
    return [RAW_IMAGE_FORM.finding({ wrong: 'this file is packed, by its name', given, allowed: ALLOWED_FILE })];
  }
  return /\.(qcow2?|vmdk|vhdx?|vdi|ova|iso)$/i.test(key)
    ? [
        RAW_IMAGE_FORM.finding({
          wrong: 'this file is no raw disk, by its name',
          given,
          allowed: ALLOWED_FILE,
          fix: "Upload the raw disk: unpack what image.diskImageUrl(TalosPlatform.AWS, 'amd64') leads to.",
        }),
      ]
    : [];
}
