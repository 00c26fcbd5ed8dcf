/** A conflict is decided again this often; then the call fails and is retried as a whole. */
export const attemptsMax = 8;

/** A person's change that another's came between is made again on what they left, so often. */
export const changeAttemptsMax = 4;
