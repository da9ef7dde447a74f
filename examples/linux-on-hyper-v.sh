#!/bin/sh
# A Linux guest on Hyper-V: the features of Microsoft's 2013 article, walked through once on a simulated Windows Server
# 2012 R2 host with a SUSE Linux Enterprise Server 11 SP3 guest. Every figure below is read back from the guest or the host.
#
# Run it with `npm run try`, or with hyperv on PATH: sh examples/linux-on-hyper-v.sh
# The lab is made in a temporary directory (or in HYPERV_LAB where that is set) and thrown away afterwards.
set -eu

if [ -z "${HYPERV_LAB:-}" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT INT TERM
  HYPERV_LAB=$scratch/lab
  export HYPERV_LAB
fi
GB=1073741824
MB=1048576

say() { printf '\n== %s\n' "$*"; }

# run COMMAND...: shows the command line, then runs it.
run() {
  printf '$ %s\n' "$*"
  "$@"
}

# guest COMMAND: the same inside the guest, whose own shell reads the line, as with ssh.
guest() {
  printf 'sles11:~ # %s\n' "$1"
  hyperv guest sles11 -- "$1"
}

fail() {
  printf 'The walk failed: %s\n' "$*" >&2
  exit 1
}

say 'A Windows Server 2012 R2 host and a SLES 11 SP3 guest with a 1 GB fixed disk on SCSI'
run hyperv lab new "$HYPERV_LAB" --profile 2012R2 --host HV01 --memory 16GB --processors 8 --seed article \
  --time 2013-11-25T09:00:00Z
run hyperv New-VM -Name sles11 -Generation 1 -MemoryStartupBytes 1GB -NoVHD
run hyperv Set-VMProcessor sles11 -Count 2
run hyperv guest install sles11 --os sles-11-sp3
run hyperv New-VHD -Path "$HYPERV_LAB/data.vhdx" -SizeBytes 1GB -Fixed
run hyperv Add-VMHardDiskDrive -VMName sles11 -ControllerType SCSI -Path "$HYPERV_LAB/data.vhdx"
run hyperv Start-VM sles11
run hyperv Wait-VM sles11 -For Heartbeat
run hyperv Get-VM sles11

say 'A non-maskable interrupt: every virtual processor counts one'
nmis() { hyperv guest sles11 -- grep NMI: /proc/interrupts | awk '{ print $2 "," $3 }'; }
guest 'grep -E "CPU|NMI:" /proc/interrupts'
before=$(nmis)
run hyperv Debug-VM -Name sles11 -InjectNonMaskableInterrupt -ComputerName HV01 '-Confirm:$False' -Force
guest 'grep -E "CPU|NMI:" /proc/interrupts'
after=$(nmis)
printf 'NMI counters of CPU0,CPU1: before %s, after %s\n' "$before" "$after"
[ "$before" = 0,0 ] || fail "NMIs were counted before the first"
[ "$after" = 1,1 ] || fail 'not every virtual processor counted the NMI'

say 'The MMIO gap: 1 GB below 4 GB'
run hyperv Stop-VM sles11
run hyperv Set-VM -Name sles11 -LowMmioGapSize 1GB
run hyperv Start-VM sles11
run hyperv Wait-VM sles11 -For Heartbeat
guest 'dmesg | grep pci_bus'
start=$(hyperv guest sles11 -- 'dmesg | grep pci_bus' | sed -n 's/.*resource 8.*0x\([0-9a-f]*\)-0xfffbffff.*/\1/p')
[ -n "$start" ] || fail 'dmesg shows no window that ends below 4 GB'
gap=$(((4 * GB - 0x$start) / MB))
printf 'The gap begins at 0x%s; 4 GB less that is %s MB\n' "$start" "$gap"
[ "$gap" -eq 1024 ] || fail "the gap is $gap MB"

say 'Dynamic memory: 786 MB at the start, 500 MB at least, 8 GB at most'
run hyperv Stop-VM sles11
run hyperv Set-VMMemory sles11 -DynamicMemoryEnabled true -StartupBytes 786MB -MinimumBytes 500MB -MaximumBytes 8GB
run hyperv Get-VMMemory sles11
run hyperv Start-VM sles11
run hyperv Wait-VM sles11 -For Heartbeat
run hyperv lab clock advance 60s
assigned() { hyperv Get-VM sles11 --format list | sed -n 's/^MemoryAssigned *: //p'; }
total() { hyperv guest sles11 -- free -m | awk '/^Mem:/ { print $2 }'; }
run hyperv Get-VM sles11
guest 'free -m'
idle=$(assigned)
idle_total=$(total)

say 'Load arrives: memory is hot-added'
guest 'nohup stress-ng --vm 2 --vm-bytes 1G --timeout 120s > /dev/null 2>&1 &'
run hyperv lab clock advance 60s
run hyperv Get-VM sles11
guest 'free -m'
loaded=$(assigned)
loaded_total=$(total)
[ "$loaded" -gt "$idle" ] || fail 'the host gave no memory under load'
[ "$loaded_total" -gt "$idle_total" ] || fail 'the guest did not add the memory'

say 'The load ends and another virtual machine needs memory: the balloon takes it back'
run hyperv lab clock advance 120s
run hyperv New-VM -Name neighbour -Generation 1 -MemoryStartupBytes 13GB -NoVHD
run hyperv Start-VM neighbour
run hyperv lab clock advance 30s
run hyperv Get-VM
guest 'free -m'
reclaimed=$(assigned)
printf 'Assigned: idle %s MB, under load %s MB, after ballooning %s MB\n' \
  $((idle / MB)) $((loaded / MB)) $((reclaimed / MB))
[ "$reclaimed" -lt "$loaded" ] || fail 'no memory was ballooned out'
run hyperv Stop-VM neighbour -TurnOff -Force
run hyperv Remove-VM neighbour -Force

say 'Live expansion of the fixed disk while a writer runs'
guest 'mkfs.ext3 -F /dev/sdb'
guest 'mkdir -p /data'
guest 'mount /dev/sdb /data'
guest 'dd if=/dev/zero of=/data/half bs=1M count=600'
guest 'df -h /data'
guest 'nohup sh -c "while true; do date >> /data/log || echo error >> /root/errors; sleep 1; done" > /dev/null 2>&1 &'
run hyperv lab clock advance 10s
lines_before=$(hyperv guest sles11 -- wc -l /data/log | awk '{ print $1 }')
run hyperv Resize-VHD -Path "$HYPERV_LAB/data.vhdx" -SizeBytes 2GB
run hyperv lab clock advance 10s
guest 'dmesg | tail -n 4'
guest 'df -h /data'
lines_after=$(hyperv guest sles11 -- wc -l /data/log | awk '{ print $1 }')
size=$(hyperv guest sles11 -- df -k /data | awk 'END { print $2 }')
printf 'The writer wrote %s lines before and %s after; df shows %s KB\n' "$lines_before" "$lines_after" "$size"
[ "$size" -gt 1900000 ] || fail 'df does not show 2 GB'
[ "$lines_after" -gt "$lines_before" ] || fail 'the writer stopped'
if hyperv guest sles11 -- test -e /root/errors; then fail 'the writer saw an error'; fi

say 'Done: the guest reacted to Debug-VM, Set-VM -LowMmioGapSize, Set-VMMemory and Resize-VHD'
