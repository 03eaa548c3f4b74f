import { testServicesFaults } from './fault-tests.ts';

testServicesFaults(({ requirement }) => /^services\.(auth|response|list|schema|read|error)\./.test(requirement));
