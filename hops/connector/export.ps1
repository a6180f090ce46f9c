# Gathers inbound connectors, accepted domains and the Direct Send setting of an
# Exchange Online organization into one JSON file for hopproof. It reads only.
#
#   Connect-ExchangeOnline
#   .\export.ps1 -Path hopproof-export.json
param([string]$Path = 'hopproof-export.json')
$ErrorActionPreference = 'Stop'

# ConvertTo-Json cuts nested objects and writes numbers for names, and dates in
# a form of its own: everything becomes text, a list of texts, or true or false.
function ConvertTo-Plain($Object) {
    $plain = [ordered]@{}
    foreach ($property in $Object.PSObject.Properties) {
        $value = $property.Value
        if ($null -eq $value -or $value -is [bool] -or $value -is [string]) {
            $plain[$property.Name] = $value
        } elseif ($value -is [datetime]) {
            $plain[$property.Name] = $value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
        } elseif ($value -is [System.Collections.IEnumerable]) {
            $plain[$property.Name] = @($value | ForEach-Object { [string]$_ })
        } else {
            $plain[$property.Name] = [string]$value
        }
    }
    [pscustomobject]$plain
}

$organization = Get-OrganizationConfig | Select-Object -Property RejectDirectSend
$export = [ordered]@{
    InboundConnectors  = @(Get-InboundConnector | ForEach-Object { ConvertTo-Plain $_ })
    AcceptedDomains    = @(Get-AcceptedDomain | ForEach-Object { ConvertTo-Plain $_ })
    OrganizationConfig = ConvertTo-Plain $organization
}
$file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
$encoding = New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false
[System.IO.File]::WriteAllText($file, ($export | ConvertTo-Json -Depth 5), $encoding)
Write-Host "Written: $file"
