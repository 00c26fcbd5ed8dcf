import { z } from 'zod';
import { common, inert, text, untold } from './resource-properties.js';

const oneOrMore = z.union([text, z.array(text)]);
const allowOnly = z.literal('Allow', 'only statements that allow are evaluated here');
/** Another one would be ignored here, and so allow what AWS denies. */
const conditions = z.partialRecord(z.enum(['StringEquals', 'ArnEquals', 'ArnLike']), z.record(text, oneOrMore));

export const iamPolicy = z.strictObject({
  PolicyName: text,
  Roles: z.array(text),
  PolicyDocument: z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.array(
      z.strictObject({
        Sid: inert(untold),
        Effect: allowOnly,
        Action: oneOrMore,
        Resource: oneOrMore.optional(),
        NotResource: oneOrMore.optional(),
        Condition: conditions.optional(),
      }),
    ),
  }),
});

export const iamRole = z.strictObject({
  ...common,
  RoleName: text.optional(),
  AssumeRolePolicyDocument: z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.array(
      z.strictObject({
        Effect: allowOnly,
        Action: z.literal('sts:AssumeRole'),
        Principal: z.strictObject({ Service: text }),
        Condition: conditions.optional(),
      }),
    ),
  }),
});
