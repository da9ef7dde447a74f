# Run once by the build, so that the code cache of the engine holds what most scripts use.
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string]$Prefix,
    [int]$Count = 2,
    [switch]$Quiet
)
$ErrorActionPreference = 'Stop'

function Get-Name {
    param([string]$Base, [int]$Number = 1)
    return "{0}-{1:d2}" -f $Base, $Number
}

function Test-Size([long]$Bytes) {
    if ($Bytes -lt 1MB) { return $false }
    elseif ($Bytes -gt 64TB -or $Bytes % 512 -ne 0) { throw "bad size: $Bytes" }
    $true
}

$settings = @{ Memory = 512MB; Processors = 2; Notes = 'made by a script' }
$names = for ($i = 1; $i -le $Count; $i++) { Get-Name $Prefix -Number $i }
$list = @()
foreach ($name in $names) {
    try {
        if (-not (Test-Size -Bytes $settings.Memory)) { continue }
        $list += [pscustomobject]@{ Name = $name; Memory = $settings['Memory'] / 1MB; Made = $null -ne $name }
    }
    catch {
        Write-Warning "$name was not made: $($_.Exception.Message)"
    }
    finally { $done = $true }
}
switch ($list.Count) { 0 { 'none' } default { "made $_" } }
$vm = Get-VM | Where-Object { $_.State -eq 'Off' -and $_.Name -like 'vm*' } | Select-Object -First 1
if ($vm) { Set-VM -VM $vm -Notes $settings.Notes }
$list | Sort-Object Name | ForEach-Object { "$($_.Name): $($_.Memory) MB" }
$text = 'a=1;b=2' -split ';' -replace '=', ': ' -join ', '
if ($text -match '(\w): (\d)') { $Matches[1] + [int]$Matches[2] }
while ($Count -gt 0) { $Count-- }
if (-not $Quiet) { Write-Host "done $done" -ForegroundColor Green }
$list | Format-Table -AutoSize
Get-VM | Format-List Name, State
Set-StrictMode -Version Latest
$counts = [ordered]@{}
foreach ($word in 'off', 'running', 'off') {
    if ($counts.Contains($word)) { $counts[$word]++ } else { $counts[$word] = 1 }
}
foreach ($key in $counts.Keys | Sort-Object -Descending) { '{0,-8} {1,5:N1} {2:x4}' -f $key, $counts[$key], 255 }
$size = 1536.5
$size /= 1024; $size *= 2; $size -= 1
$grade = switch ($size) { { $_ -ge 2 } { 'large' } { $_ -lt 0 } { 'odd' } default { 'small' } }
do { $size = [math]::Floor($size) - 1 } until ($size -le 0)
try { [int]'none' } catch [System.InvalidCastException] { $_.Exception.Message | Out-Null } catch { throw }
1..3 | ForEach-Object -Begin { $sum = 0 } -Process { $sum += $_ } -End { $sum } | Measure-Object -Sum | Out-Null
$list | Where-Object Name -like '*1' | Select-Object Name, @{ Name = 'GB'; Expression = { $_.Memory / 1024 } } | Format-Table
$list | Group-Object Memory | ForEach-Object { $_.Count }
[string]::IsNullOrEmpty($grade) -or $grade.ToUpper().StartsWith('S')
"$($list.Count) of $grade" | Write-Output
[math]::Round(2.5) + $text.Length
exit 0
