import { testFaults } from './fault-tests.ts';

testFaults(/^ws\.(handshake|message|frame|play|hangup)\./);
