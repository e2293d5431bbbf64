/** What S3 takes as the name of a bucket, in the words of a message. */
export const BUCKET_NAME_ALLOWED =
  '3 to 63 lower-case letters, digits, dashes and single dots, and no address; no ARN, no folder';

/** Whether S3 takes the text as the name of a bucket. Source: Amazon S3 user guide, "General purpose bucket naming rules". */
export function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes('..') && !/^\d+(\.\d+){3}$/.test(text);
}
