# SPDX-License-Identifier: GPL-2.0-or-later
# What `cmake --install` puts where, and the completions that are made for it.
include(GNUInstallDirs)
set(STEPWELL_UNITS lib/systemd/system CACHE STRING "folder of systemd's units, below the prefix or absolute")

install(TARGETS stepwell stepwell-index DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS stepwell-extract stepwell.cgi DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/stepwell)

file(GLOB MANUAL ${CMAKE_SOURCE_DIR}/docs/man/*.[1-8])
foreach(page ${MANUAL})
  get_filename_component(section ${page} LAST_EXT)
  string(SUBSTRING ${section} 1 1 section)
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

# The programs themselves tell what there is to complete, so they must run on this machine.
if(NOT CMAKE_CROSSCOMPILING)
  set(COMPLETIONS ${CMAKE_BINARY_DIR}/completions)
  file(MAKE_DIRECTORY ${COMPLETIONS})
  foreach(program stepwell stepwell-index)
    foreach(shell bash zsh fish)
      add_custom_command(OUTPUT ${COMPLETIONS}/${program}.${shell}
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/completions.py ${shell}
          $<TARGET_FILE:${program}> ${COMPLETIONS}/${program}.${shell}
        DEPENDS ${program} tools/completions.py VERBATIM)
      list(APPEND COMPLETION_FILES ${COMPLETIONS}/${program}.${shell})
    endforeach()
    install(FILES ${COMPLETIONS}/${program}.bash RENAME ${program}
      DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${COMPLETIONS}/${program}.zsh RENAME _${program}
      DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${COMPLETIONS}/${program}.fish
      DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  endforeach()
  add_custom_target(completions ALL DEPENDS ${COMPLETION_FILES})
endif()

# Units and server configurations name our programs: they get the places of this installation.
function(install_placed destination)
  install(CODE "
    set(BINDIR \"${CMAKE_INSTALL_BINDIR}\")
    set(LIBEXECDIR \"${CMAKE_INSTALL_LIBEXECDIR}\")
    set(DESTINATION \"${destination}\")
    set(SOURCES \"${ARGN}\")
    set(PLACED \"${CMAKE_BINARY_DIR}/placed\")
    include(\"${CMAKE_SOURCE_DIR}/tools/install_placed.cmake\")")
endfunction()
file(GLOB UNITS ${CMAKE_SOURCE_DIR}/docs/systemd/*)
file(GLOB SERVERS ${CMAKE_SOURCE_DIR}/docs/servers/*)
install_placed(${STEPWELL_UNITS} ${UNITS})
install_placed(${CMAKE_INSTALL_DOCDIR}/servers ${SERVERS})
install(FILES docs/sysusers/stepwell.conf DESTINATION lib/sysusers.d)

install(FILES README.md CHANGELOG.md docs/architecture.md docs/benchmarks.md docs/quality.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/decisions docs/examples docs/handbook docs/pictures docs/schema
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
