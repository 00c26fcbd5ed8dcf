/** What we use of this SDK client and nothing else of it: loaded by import(), a module is bundled whole. */
export { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
