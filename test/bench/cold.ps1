# Nightly report over the machines of this host.
param(
    [string]$Pattern = 'web*',
    [int]$Warn = 80
)
Set-StrictMode -Version Latest
$report = @()
$totals = @{ Running = 0; Off = 0; Other = 0 }

function Format-Size([double]$Bytes) {
    foreach ($unit in 'B', 'KB', 'MB', 'GB', 'TB') {
        if ($Bytes -lt 1024) { return '{0:N1} {1}' -f $Bytes, $unit }
        $Bytes /= 1024
    }
    return '{0:N1} PB' -f $Bytes
}

function Get-Grade {
    param([int]$Load)
    switch ($Load) {
        { $_ -ge 90 } { return 'critical' }
        { $_ -ge $Warn } { return 'warning' }
        default { return 'fine' }
    }
}

$loads = 12, 85, 97, 40, 81, 3
for ($i = 0; $i -lt $loads.Count; $i++) {
    $row = [ordered]@{
        Index = $i
        Load  = $loads[$i]
        Grade = Get-Grade -Load $loads[$i]
        Size  = Format-Size ($loads[$i] * 123456789)
    }
    $report += [pscustomobject]$row
    $state = if ($loads[$i] -gt 50) { 'Running' } elseif ($loads[$i] -gt 5) { 'Off' } else { 'Other' }
    $totals[$state]++
}

$report | Where-Object Grade -ne 'fine' | Sort-Object Load -Descending | Format-Table -AutoSize
try {
    [int]'none' | Out-Null
}
catch [System.Management.Automation.PSInvalidCastException], [InvalidCastException] {
    Write-Output "caught: $($_.Exception.GetType().Name)"
}
foreach ($key in $totals.Keys | Sort-Object) { '{0,-10}{1,4}' -f $key, $totals[$key] }
$line = "web1=10;web2=20" -split ';' | ForEach-Object { if ($_ -match '^(\w+)=(\d+)$') { $Matches[1] } }
$line -join ', '
Write-Host ("{0} rows" -f $report.Count)
