# What the scenarios look at the world with: ldapsearch, ldapmodify and plain HTTP, nothing of the module. The addresses and the account come
# from RCAD_LAB_*; ./build.sh test starts a domain controller and a RingCentral simulator for each file and sets them.
$base = 'DC=corp,DC=example'
$staff = "OU=Staff,$base"

function Invoke-Tool([string] $name, [string[]] $arguments, [string] $text) {
  $start = [Diagnostics.ProcessStartInfo]::new($name)
  $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
  $start.Environment['LDAPTLS_CACERT'] = $env:RCAD_LAB_CA
  foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
  $process = [Diagnostics.Process]::Start($start)
  $process.StandardInput.Write($text)
  $process.StandardInput.Close()
  $errors = $process.StandardError.ReadToEndAsync()
  $output = $process.StandardOutput.ReadToEnd()
  $process.WaitForExit()
  if ($process.ExitCode -ne 0) { throw "${name}: $($errors.Result)" }
  $output
}

function Edit-Directory([string] $ldif) {
  $null = Invoke-Tool ldapmodify @('-x', '-H', "ldaps://$env:RCAD_LAB_SERVER", '-D', $env:RCAD_LAB_USER, '-w', $env:RCAD_LAB_PASSWORD) $ldif
}

# The values of an attribute, by mail address, as ldapsearch reads them now.
function Read-Directory([string] $attribute) {
  $text = Invoke-Tool ldapsearch @('-LLL', '-x', '-o', 'ldif_wrap=no', '-H', "ldaps://$env:RCAD_LAB_SERVER", '-D', $env:RCAD_LAB_USER, '-w', $env:RCAD_LAB_PASSWORD,
    '-b', $base, '(mail=*)', 'mail', $attribute) ''
  $found = @{}
  foreach ($entry in $text -split "`n`n") {
    $mail = $null
    $value = $null
    foreach ($line in $entry -split "`n") {
      $name, $rest = $line -split ': ', 2
      if ($name -eq 'mail') { $mail = $rest }
      elseif ($name -eq $attribute) { $value = $rest }
    }
    if ($mail) { $found[$mail] = $value }
  }
  $found
}

function Add-Person([string] $sam, [string[]] $more) {
  $lines = @("dn: CN=$sam,$staff", 'changetype: add', 'objectClass: user', "sAMAccountName: $sam", "userPrincipalName: $sam@corp.example", "mail: $sam@corp.example",
    "givenName: $($sam.Substring(0, 1).ToUpperInvariant() + $sam.Substring(1))", 'sn: Tester', 'userAccountControl: 544', 'department: Sales') + $more
  Edit-Directory ($lines -join "`n")
}

function Edit-Person([string] $sam, [string] $change) { Edit-Directory "dn: CN=$sam,$staff`nchangetype: modify`n$change`n" }

function Edit-Member([string] $group, [string] $sam, [string] $how) { Edit-Directory "dn: CN=$group,$staff`nchangetype: modify`n${how}: member`nmember: CN=$sam,$staff`n" }

function Invoke-Platform([string] $method, [string] $path, [string] $body) {
  $client = [Net.Http.HttpClient]::new()
  $request = [Net.Http.HttpRequestMessage]::new([Net.Http.HttpMethod]::new($method), "$($env:RCAD_LAB_URL.TrimEnd('/'))/$path")
  if ($body) { $request.Content = [Net.Http.StringContent]::new($body, [Text.Encoding]::UTF8, 'application/json') }
  $answer = $client.Send($request)
  $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
  $client.Dispose()
  if (-not $answer.IsSuccessStatusCode) { throw "$method ${path}: $text" }
  $text
}

# The extensions of people as the platform itself lists them, by mail address.
function Read-Account {
  $state = [Text.Json.Nodes.JsonNode]::Parse((Invoke-Platform GET simulator/state))
  $found = @{}
  foreach ($account in $state['accounts']) {
    $numbers = @{}
    foreach ($number in $account['numbers']) {
      if ("$($number['usageType'])" -eq 'DirectNumber' -and $number['extensionId']) { $numbers["$($number['extensionId'])"] = "$($number['number'])" }
    }
    foreach ($extension in $account['extensions']) {
      $mail = "$($extension['contact']['email'])"
      if ($mail) {
        $found[$mail] = [pscustomobject]@{
          Id = "$($extension['id'])"; Status = "$($extension['status'])"; Number = "$($extension['extensionNumber'])"
          Department = "$($extension['contact']['department'])"; DirectNumber = $numbers["$($extension['id'])"]
        }
      }
    }
  }
  $found
}

function Set-Scene {
  Edit-Directory "dn: $staff`nchangetype: add`nobjectClass: organizationalUnit`n"
  foreach ($sam in 'ann', 'ben', 'cem', 'dora') { Add-Person $sam @() }
  Edit-Directory ("dn: CN=RC Users,$staff`nchangetype: add`nobjectClass: group`nsAMAccountName: RC Users`n" + (('ann', 'ben', 'cem' | ForEach-Object { "member: CN=$_,$staff" }) -join "`n") + "`n")
}

function Connect-Lab {
  $null = Connect-AdDirectory $env:RCAD_LAB_SERVER -UserName $env:RCAD_LAB_UPN -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $env:RCAD_LAB_CA
  $null = Set-AdDirectory -SearchBase $staff
}

function Connect-Platform {
  $null = Connect-RcAccount -ClientId $env:RCAD_LAB_CLIENT -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri $env:RCAD_LAB_URL
}

function Switch-ProvisioningOn { Set-RcProvisioningOption -NoOtherProvisioner $true -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true -ReactivateUsers $true -WelcomeMail Hold }

# A hub that works: everybody in, the group assigned, provisioned, numbers written.
function New-Lab([string] $path) {
  Set-Scene
  $null = New-RcHub $path -Company Corp
  $null = Connect-RcHub $path
  Connect-Lab
  Connect-Platform
  Switch-ProvisioningOn
  $null = Import-AdUsers
  Add-RcAssignment -Group 'RC Users'
  $null = Invoke-RcProvisioning -ConfirmFirstRun
  $null = Set-AdDirectory -WriteBack $true
  $null = Sync-PhoneWriteBack -ConfirmFirstRun
}
