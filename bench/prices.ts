/**
 * List prices of AWS in us-east-1, US dollars, without free tiers, as published in November 2026. Sources: the pricing
 * pages of AWS IoT Core, AWS Lambda (arm64), Amazon DynamoDB (on demand), Amazon EventBridge, Amazon SNS, Amazon CloudWatch.
 */
const million = 1e6;
const gigabyte = 1e9;

export const prices = {
  iotMessage: 1 / million,
  iotRule: 0.15 / million,
  iotRuleAction: 0.15 / million,
  invocation: 0.2 / million,
  gigabyteSecond: 0.0000133334,
  writeUnit: 0.625 / million,
  readUnit: 0.125 / million,
  /** A month in the table, and the continuous backup of the same. */
  storedByteMonth: (0.25 + 0.2) / gigabyte,
  scheduleFired: 1 / million,
  /** Taken in, and kept for a month. */
  logByte: (0.5 + 0.03) / gigabyte,
  snsEmail: (0.5 + 20) / million,
  /** One part to a US number, carrier's fee included: it is between 0.006 and 0.01. */
  smsUs: 0.0083,
} as const;

/** IoT meters in steps of so many bytes, messages and rules alike. */
const iotStepBytes = 5 * 1024;
export const iotSteps = (bytes: number): number => Math.max(1, Math.ceil(bytes / iotStepBytes));
