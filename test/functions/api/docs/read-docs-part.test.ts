import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { docsParts } from '../../../../functions/api/docs/parts.js';
import { makeWorld } from '../world.js';

const { call } = makeWorld();
const part = (name: string, encodings?: string) =>
  call(undefined, 'GET /docs/{part}', {
    path: { part: name },
    ...(encodings === undefined ? {} : { headers: { 'accept-encoding': encodings } }),
  });

describe('the reader of the document', () => {
  it('is a page for anybody, which runs only what comes from here', async () => {
    const { status, headers, text } = await call(undefined, 'GET /docs');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'public, max-age=300' });
    expect(text).not.toMatch(/<script>|<style|\son\w+=|https?:/);
  });

  it('is made of the parts that it names, and of nobody else’s', async () => {
    const { text } = await call(undefined, 'GET /docs');
    const named = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(named.filter((address) => address.startsWith('docs/')).sort()).toEqual(
      Object.keys(docsParts)
        .map((name) => `docs/${name}`)
        .sort(),
    );
    expect(named.filter((address) => !address.startsWith('docs/'))).toEqual(['data:,', 'v1/openapi.json']);
  });
});

describe('a part of it', () => {
  it.each([
    ['viewer', 'text/javascript', 'swagger-ui-bundle.js'],
    ['viewer-style', 'text/css', 'swagger-ui.css'],
  ])('%s is %s, kept for a day, compressed for whoever takes that', async (name, type, file) => {
    for (const encodings of ['gzip, deflate, br, zstd', 'br', 'br,gzip']) {
      const { status, headers, text } = await part(name, encodings);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': `${type}; charset=utf-8`,
        'content-encoding': 'br',
        'cache-control': 'public, max-age=86400',
        vary: 'accept-encoding',
      });
      expect(brotliDecompressSync(Buffer.from(text, 'base64')).toString()).toBe(`the viewer's ${file}`);
    }
  });

  it.each([undefined, '', 'gzip, deflate', 'brotli', 'br;q=0'])('is plain for whoever takes %j', async (encodings) => {
    const { headers, text } = await part('viewer', encodings);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['vary']).toBe('accept-encoding');
    expect(text).toBe("the viewer's swagger-ui-bundle.js");
  });

  it('starts the viewer on the API’s own document, for reading alone', async () => {
    const { headers, text } = await part('start');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
    });
    expect(text).toContain("url: 'v1/openapi.json'");
    expect(text).toContain('supportedSubmitMethods: []');
    expect(text).not.toMatch(/https?:/);
  });

  it.each(['nothing', 'constructor', '__proto__', 'toString', 'swagger-ui.css', '..', 'on-reader'])(
    '%j is none',
    async (name) => {
      const { status, body } = await part(name);
      expect([status, body['code']]).toEqual([404, 'not-found']);
    },
  );
});
