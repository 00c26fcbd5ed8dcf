/** What the functions count of banks, in words: only what somebody who watches would want to be told. */
const news: Record<string, (line: Counted) => string> = {
  'bank-away': ({ awayMinutes }) => `has been away for ${awayMinutes} minutes`,
  'bank-offline': ({ awayMinutes }) => `is offline: away for ${awayMinutes} minutes`,
  'bank-returned': ({ awayMinutes }) => `is back after ${awayMinutes} minutes`,
  'bank-power': ({ source }) => `runs on ${source}`,
  'door-cycles-lacking': ({ compartmentId, fromDoorCycle }) =>
    `is asked for door ${compartmentId}, from cycle ${fromDoorCycle} on`,
  'boot-loop': () => 'starts again and again',
};

type Counted = Readonly<Record<string, string | number>>;

/** Follows what functions print, and says what is new of any bank since the last look. */
export function bankNews(): (functionName: string, lines: readonly string[]) => string[] {
  const seen = new Map<string, readonly string[]>();
  return (functionName, lines) => {
    const fresh = lines.slice(freshFrom(seen.get(functionName) ?? [], lines));
    seen.set(functionName, lines);
    return fresh.flatMap((line) => textOf(line) ?? []);
  };
}

/** The lines are the last so many: where those of the last look end, the new ones begin. */
function freshFrom(before: readonly string[], lines: readonly string[]): number {
  const last = before.at(-1);
  if (last === undefined) return 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    const isSame = lines[at] === last && (at === 0 || before.length === 1 || lines[at - 1] === before.at(-2));
    if (isSame) return at + 1;
  }
  return 0;
}

function textOf(line: string): string | undefined {
  if (!line.startsWith('{') || !line.includes('"counter":')) return undefined;
  try {
    const counted = JSON.parse(line) as Counted;
    const say = news[counted['counter'] ?? ''];
    return say && `bank ${counted['bankId']} ${say(counted)}`;
  } catch {
    return undefined; // The last line may be half of one.
  }
}
