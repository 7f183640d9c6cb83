const { redact } = require('../src/redact');

describe('redact', () => {
  const withPassword = 'mongodb://user:secret@example.net/db';
  it('hides the password', () => {
    expect(redact(withPassword)).toBe('mongodb://user:***@example.net/db');
  });
});
