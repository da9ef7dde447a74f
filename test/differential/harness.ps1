function Show-It($v, $d) {
    if ($null -eq $v) { return '$null' }
    if ($v -is [System.Management.Automation.ErrorRecord]) { return 'ERR ' + $v.FullyQualifiedErrorId + ' | ' + $v.Exception.Message }
    if ($v -is [string]) { return "'" + $v + "'" }
    if ($v -is [System.Collections.IDictionary]) {
        if ($d -gt 3) { return $v.GetType().Name }
        $t = foreach ($k in $v.Keys) { (Show-It $k 9) + '=' + (Show-It $v[$k] ($d + 1)) }
        if ($v -isnot [System.Collections.Specialized.OrderedDictionary]) { [array]::Sort([string[]]@($t)); $t = @($t); $u = [System.Collections.ArrayList]@($t); $u.Sort(); $t = $u }
        return $v.GetType().Name + '{' + ($t -join ';') + '}'
    }
    if ($v -is [System.Collections.IEnumerable]) {
        if ($d -gt 3) { return $v.GetType().Name }
        $t = foreach ($e in $v) { Show-It $e ($d + 1) }
        return $v.GetType().Name + '(' + (@($t) -join ',') + ')'
    }
    if ($v -is [System.Management.Automation.PSCustomObject]) {
        $t = foreach ($p in $v.PSObject.Properties) { $p.Name + '=' + (Show-It $p.Value ($d + 1)) }
        return 'object{' + (@($t) -join ';') + '}'
    }
    if ($v -is [scriptblock]) { return '{' + $v + '}' }
    return $v.GetType().Name + ':' + $v
}
function Invoke-Case($number, $text) {
    $o = [System.Collections.ArrayList]::new()
    try {
        $block = [scriptblock]::Create($text)
        # A break that no loop of the case takes ends here.
        do { & $block 2>&1 | ForEach-Object { $null = $o.Add((Show-It $_ 0)) } } while ($false)
    } catch {
        $null = $o.Add('THROWN ' + $_.FullyQualifiedErrorId + ' | ' + $_.Exception.Message)
    }
    '=== ' + $number + ' ' + $o.Count
    foreach ($l in $o) { $l.Replace('\', '\\').Replace("`n", '\n').Replace("`r", '\r') }
}
