import { testFaults } from './fault-tests.ts';

testFaults(/^ws\.(call|tolerates|survives|isolates)\./);
