import { testServicesFaults } from './fault-tests.ts';

testServicesFaults(() => true);
