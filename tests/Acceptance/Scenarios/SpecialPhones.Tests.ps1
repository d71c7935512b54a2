# The guide, "Requirement for special phone (e.g., conference room setup)": set up by hand first, and never touched by the sync.
BeforeAll {
  . "$PSScriptRoot/Lab.ps1"
  Set-Scene
  $null = Invoke-Platform POST simulator/seed ('{"unassigned":3,"extensions":[{"type":"Limited","extensionNumber":"7001","firstName":"Conference Berlin","withNumber":true},' +
    '{"extensionNumber":"7002","firstName":"Lobby","lastName":"Phone","email":"cem@corp.example","withNumber":true}]}')
  $null = New-RcHub "$TestDrive/hub.db" -Company Corp
  $null = Connect-RcHub "$TestDrive/hub.db"
  Connect-Lab
  Connect-Platform
  Switch-ProvisioningOn
  $null = Import-AdUsers
}

Describe 'Special phones' -Skip:(-not $env:RCAD_LAB_URL) {
  It 'are shown with the rule that sets them aside' {
    Set-RcExclusion -Number 7000-7099
    $aside = Get-RcExclusion -Extension
    $aside | ForEach-Object ExtensionNumber | Should -Be '7001', '7002'
    ($aside | Where-Object ExtensionNumber -EQ 7001).Reason | Should -Match 'Limited'
    (Get-RcSetupStep 1 -SpecialPhone | Where-Object What -Like 'Set up special phones*').State | Should -Be 'Done'
  }

  It 'are neither linked nor changed, and whose address they use waits with the reason' {
    $null = Import-RcUser
    Add-RcAssignment -Group 'RC Users'
    $before = (Read-Account)['cem@corp.example']
    $blocked = Invoke-RcProvisioning -ConfirmFirstRun | Where-Object Login -EQ cem@corp.example
    "$($blocked.State)" | Should -Be 'Blocked'
    $blocked.Reason | Should -Match '7002'
    $after = (Read-Account)['cem@corp.example']
    "$($after.Id) $($after.Status) $($after.Department)" | Should -Be "$($before.Id) $($before.Status) $($before.Department)"
  }

  It 'keep nobody else from getting an account' {
    (Read-Account).Keys | Where-Object { $_ -in 'ann@corp.example', 'ben@corp.example' } | Should -HaveCount 2
  }

  AfterAll { Disconnect-RcHub }
}
