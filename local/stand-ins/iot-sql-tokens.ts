/** One piece of a statement. `position` counts characters from 0; `text` is as written. */
export type Token = { readonly position: number; readonly text: string } & (
  | { readonly kind: 'word' | 'mark' | 'end' }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
);

// Sticky, so that each match starts where the last one ended. Two-character marks come before their first characters.
const PIECE =
  /(?<space>\s+)|(?<text>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_]\w*)|(?<mark><>|<=|>=|[*,.()[\]=<>])/y;

/** Walks the tokens of one statement; `fail` names the place. */
export class TokenCursor {
  protected at = 0;
  private readonly tokens: readonly Token[];

  public constructor(protected readonly sql: string) {
    this.tokens = tokensOf(sql);
  }

  protected get current(): Token {
    return this.tokens[this.at] as Token; // The last token is 'end', and nothing steps over it.
  }

  protected takeKeyword(keyword: string): boolean {
    if (this.current.kind !== 'word' || this.current.text.toUpperCase() !== keyword) return false;
    this.at++;
    return true;
  }

  protected expectKeyword(keyword: string): void {
    if (!this.takeKeyword(keyword)) this.fail(`${keyword} is needed, found ${shown(this.current)}`);
  }

  protected take(mark: string): boolean {
    if (this.current.kind !== 'mark' || this.current.text !== mark) return false;
    this.at++;
    return true;
  }

  protected expect(mark: string): void {
    if (!this.take(mark)) this.fail(`${mark} is needed, found ${shown(this.current)}`);
  }

  /** @throws SyntaxError always; positions are told counted from 1. */
  protected fail(advice: string, token: Token = this.current): never {
    throw new SyntaxError(`IoT SQL, position ${token.position + 1}: ${advice} (in: ${this.sql})`);
  }
}

export function shown(token: Token): string {
  return token.kind === 'end' ? 'the end' : `'${token.text}'`;
}

/**
 * Cuts a statement into tokens, the last of kind 'end'.
 * @throws SyntaxError for a character that begins no token, with its position counted from 1.
 */
function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < sql.length) {
    PIECE.lastIndex = position;
    const match = PIECE.exec(sql);
    if (!match?.groups)
      throw new SyntaxError(`IoT SQL, position ${position + 1}: ${adviceFor(sql[position])} (in: ${sql})`);
    const text = match[0];
    const { text: quoted, number, word, mark } = match.groups;
    if (quoted !== undefined) tokens.push({ kind: 'text', position, text, value: unquoted(quoted) });
    else if (number !== undefined) tokens.push({ kind: 'number', position, text, value: Number(number) });
    else if (word !== undefined) tokens.push({ kind: 'word', position, text });
    else if (mark !== undefined) tokens.push({ kind: 'mark', position, text });
    position += text.length;
  }
  return [...tokens, { kind: 'end', position, text: '' }];
}

/** A quote inside a quoted text is written twice. */
function unquoted(text: string): string {
  const quote = text[0] as string;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

function adviceFor(character: string | undefined): string {
  if (character === "'" || character === '"') return 'this quote is never closed';
  if (character === '+' || character === '-' || character === '/' || character === '%' || character === '|') {
    return `'${character}': arithmetic is not in the subset, do it in the function`;
  }
  return `'${character}' is not in the subset`;
}
