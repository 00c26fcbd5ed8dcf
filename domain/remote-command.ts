/** What a bank can be told to do from afar, by a person through the API or by a playbook. */
export const remoteCommandTypes = [
  'open',
  'pulse-lock',
  'sample',
  'recalibrate',
  'self-test',
  'restart',
  'resend',
  'display',
] as const;
export type RemoteCommandType = (typeof remoteCommandTypes)[number];

/** What a `restart` starts again. */
export const restartable = ['controller', 'lock-rail', 'sensor'] as const;
export type Restartable = (typeof restartable)[number];
