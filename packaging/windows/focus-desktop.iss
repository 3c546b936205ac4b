; The installer for Windows, per user and so without asking for rights. In the folder that has dist\:
;   iscc /DVersion=0.1.0 packaging\windows\focus-desktop.iss

#ifndef Version
  #error Say which version it is: iscc /DVersion=0.1.0 focus-desktop.iss
#endif
#define Title "Focus Desktop"
#define Program "Focus Desktop.exe"
#define Id "io.github.focus_desktop.FocusDesktop"

[Setup]
AppId={#Id}
AppName={#Title}
AppVersion={#Version}
AppPublisher=The Focus Desktop authors
LicenseFile=..\..\LICENSE
DefaultDirName={autopf}\{#Title}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
UninstallDisplayIcon={app}\{#Program}
OutputDir=..\..\dist
OutputBaseFilename=focus-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
CloseApplications=yes

[Tasks]
Name: autostart; Description: "Start in the tray when I log in"

[Files]
Source: "..\..\dist\focus-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; What another version brought, and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\{#Title}"; Filename: "{app}\{#Program}"; AppUserModelID: "{#Id}"

[Registry]
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: string; ValueName: "{#Title}"; \
  ValueData: """{app}\{#Program}"" --minimized"; Tasks: autostart; Flags: uninsdeletevalue

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Title}}"; Flags: nowait postinstall skipifsilent
