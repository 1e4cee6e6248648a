# SPDX-License-Identifier: GPL-2.0-or-later
# While installing: files with /usr/bin and /usr/libexec in them, with the folders of this
# installation instead. BINDIR, LIBEXECDIR, DESTINATION, SOURCES and PLACED are set by install.cmake.
foreach(variable BINDIR LIBEXECDIR DESTINATION)
  cmake_path(ABSOLUTE_PATH ${variable} BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} NORMALIZE)
endforeach()
foreach(source ${SOURCES})
  get_filename_component(name ${source} NAME)
  file(READ ${source} text)
  string(REPLACE "/usr/bin/stepwell" "${BINDIR}/stepwell" text "${text}")
  string(REPLACE "/usr/libexec/stepwell" "${LIBEXECDIR}/stepwell" text "${text}")
  file(WRITE ${PLACED}/${name} "${text}")
  file(INSTALL ${PLACED}/${name} DESTINATION ${DESTINATION})
endforeach()
