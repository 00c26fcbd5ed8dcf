import { randomUUID } from 'node:crypto';
import type { ServiceError, ServiceResponse } from './service.js';

/* The protocol of SNS: forms in, XML out. */

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

export function xml(status: number, root: string, content: string): ServiceResponse {
  const metadata = `<ResponseMetadata>${element('RequestId', randomUUID())}</ResponseMetadata>`;
  const body = `<${root} xmlns="${NAMESPACE}">${content}${metadata}</${root}>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

export function xmlError({ code, message, status }: ServiceError): ServiceResponse {
  const fields = element('Type', 'Sender') + element('Code', code) + element('Message', message);
  return xml(status, 'ErrorResponse', `<Error>${fields}</Error>`);
}

export function element(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
