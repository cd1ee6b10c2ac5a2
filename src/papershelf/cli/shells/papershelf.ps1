# Completion of papershelf for PowerShell. Add to $PROFILE:  papershelf completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName papershelf -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.ToString().Trim("'", '"') })
    # The sign before the word keeps one that is empty: older shells leave empty arguments out.
    papershelf complete powershell -- @words "=$wordToComplete" 2>$null |
        Where-Object { -not $_.StartsWith(':') } |
        ForEach-Object {
            $text, $help = $_ -split "`t", 2
            if (-not $help) { $help = $text }
            [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $help)
        }
}
