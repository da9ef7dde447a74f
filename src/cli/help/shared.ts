/** What parameters mean that have the same meaning in every cmdlet. A cmdlet's own text goes before these. */
export const sharedParameters: Readonly<Record<string, string>> = {
  AllowUnverifiedPaths: 'Takes a path on a clustered host even where it is not on clustered storage.',
  AsJob: 'Runs in the background as a job.',
  CimSession: 'Sessions to the hosts to work on, or their names.',
  ComputerName: 'Hosts to work on. The current host of the lab where nothing is given.',
  ControllerLocation: 'Place on the controller: 0 or 1 on IDE, 0 to 63 on SCSI.',
  ControllerNumber: 'Number of the controller: 0 or 1 for IDE, 0 to 3 for SCSI.',
  ControllerType: 'Kind of controller.',
  Credential: 'Accounts to work as on the hosts.',
  DiskNumber: 'Number of a physical disk of the host.',
  Force: 'Does it without asking.',
  Name: 'Names of the virtual machines.',
  Passthru: 'Hands back the object that was worked on. Without it nothing comes out.',
  ResourcePoolName: 'Resource pool to take from. Primordial unless told otherwise.',
  VM: 'Virtual machines as objects, such as Get-VM gives them.',
  VMName: 'Names of the virtual machines.',
  VMSnapshot: 'Checkpoint to look into instead of a machine as it is now.',
};
