/** An integration service that is switched while the guest runs. */
import { expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';

test('a service enabled later is offered at once, and can go and come again', async () => {
  const lab = await TestLab.make();
  await lab.machine('v');
  await lab.ok(
    'Disable-VMIntegrationService -VMName v -Name Heartbeat',
    'Start-VM v',
    'Wait-VM v -For MemoryOperations',
  );
  await lab.advance(60);
  expect(lab.vm('v').heartbeat).toBe('Disabled');
  await lab.ok('Enable-VMIntegrationService -VMName v -Name Heartbeat');
  await lab.advance(10);
  expect(lab.vm('v').heartbeat).toBe('OkApplicationsUnknown');
  await lab.ok('Disable-VMIntegrationService -VMName v -Name Heartbeat');
  expect(lab.vm('v').heartbeat).toBe('Disabled');
  await lab.ok('Enable-VMIntegrationService -VMName v -Name Heartbeat');
  expect(lab.vm('v').heartbeat).toBe('OkApplicationsUnknown');
});
