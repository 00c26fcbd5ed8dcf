import { z } from 'zod';
import { inert, text, untold } from './resource-properties.js';

const noSignIn = 'nobody signs in here: tokens are minted at the control port';

export const userPool = z.strictObject({
  UserPoolName: text.optional(),
  UserPoolTags: inert(untold),
  AccountRecoverySetting: inert(noSignIn),
  AdminCreateUserConfig: inert(noSignIn),
  AutoVerifiedAttributes: inert(noSignIn),
  DeletionProtection: inert('nothing deletes pools here'),
  EmailVerificationMessage: inert(noSignIn),
  EmailVerificationSubject: inert(noSignIn),
  EnabledMfas: inert(noSignIn),
  MfaConfiguration: inert(noSignIn),
  Policies: inert(noSignIn),
  SmsVerificationMessage: inert(noSignIn),
  UsernameAttributes: inert(noSignIn),
  UsernameConfiguration: inert(noSignIn),
  UserPoolAddOns: inert(noSignIn),
  UserPoolTier: inert('it is a price'),
  VerificationMessageTemplate: inert(noSignIn),
});

export const userPoolClient = z.strictObject({
  UserPoolId: text,
  ClientName: text.optional(),
  AccessTokenValidity: inert('a minted token says how long it is valid'),
  AllowedOAuthFlows: inert(noSignIn),
  AllowedOAuthFlowsUserPoolClient: inert(noSignIn),
  AllowedOAuthScopes: inert('scopes are whatever a minted token says'),
  ExplicitAuthFlows: inert(noSignIn),
  GenerateSecret: inert(noSignIn),
  IdTokenValidity: inert('only access tokens are minted'),
  PreventUserExistenceErrors: inert(noSignIn),
  RefreshTokenValidity: inert('only access tokens are minted'),
  SupportedIdentityProviders: inert(noSignIn),
  TokenValidityUnits: inert('a minted token says how long it is valid'),
});

export const userPoolGroup = z.strictObject({
  UserPoolId: text,
  GroupName: text,
  Description: inert(untold),
  Precedence: inert('nobody takes on the role of a group here'),
});
