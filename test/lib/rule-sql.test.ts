import { describe, expect, it } from 'vitest';
import { parseIotSql } from '../../local/stand-ins/iot-sql.js';
import { resourcesOf, templateOf } from './synthesised.js';

// CloudFormation takes any text for rule SQL, so that a typing error would show only when the first message is lost.
describe('the SQL of the topic rules', () => {
  const rules = Object.values(resourcesOf(templateOf('prod'), 'AWS::IoT::TopicRule'));
  const sqls = rules.map(({ Properties }) => (Properties['TopicRulePayload'] as { Sql: string }).Sql);

  it.each(sqls)('is understood: %s', (sql) => {
    expect(() => parseIotSql(sql)).not.toThrow();
  });

  it('would not be understood with a typing error in it', () => {
    expect(() => parseIotSql((sqls[0] ?? '').replace('SELECT', 'SELEC'))).toThrow();
  });
});
